-- A key that is on its way out: what it sealed is still read, but nothing new is taken from it.
ALTER TABLE keys ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
