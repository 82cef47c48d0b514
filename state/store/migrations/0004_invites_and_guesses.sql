-- What an invite is for stands in its case, encrypted; here only how its secrets are found.
-- An invite has several: a link and a code. A way back that was written down never expires.
DROP TABLE invites;
CREATE TABLE invites (
    secret_hmac BLOB PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    invite_id TEXT NOT NULL,
    expires_at TEXT
) WITHOUT ROWID;
CREATE INDEX invites_case_id ON invites (case_id);
CREATE INDEX invites_expires_at ON invites (expires_at) WHERE expires_at IS NOT NULL;

-- Codes that were tried and are none: kept for a day, so that nobody can try many.
CREATE TABLE guesses (
    chat_id INTEGER NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX guesses_chat_id ON guesses (chat_id, at);
CREATE INDEX guesses_at ON guesses (at);
