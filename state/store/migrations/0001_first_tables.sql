-- Times are ISO 8601 in UTC with microseconds, so that their order as text is their order in time.

CREATE TABLE document_versions (
    kind TEXT PRIMARY KEY,
    version INTEGER NOT NULL
);

-- Every key that anything here was ever sealed with, and a value that only that key opens.
CREATE TABLE keys (
    key_id BLOB PRIMARY KEY,
    check_value BLOB NOT NULL
);

CREATE TABLE cases (
    case_id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    wake_at TEXT,
    purge_at TEXT,
    document BLOB NOT NULL
);
CREATE INDEX cases_wake_at ON cases (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX cases_purge_at ON cases (purge_at) WHERE purge_at IS NOT NULL;

CREATE TABLE chats (
    chat_id INTEGER PRIMARY KEY,
    case_id TEXT REFERENCES cases (case_id) ON DELETE SET NULL,
    screen_id INTEGER,
    blocked_at TEXT
);
CREATE INDEX chats_case_id ON chats (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE members (
    case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    chat_id INTEGER NOT NULL,
    PRIMARY KEY (case_id, chat_id)
) WITHOUT ROWID;

CREATE TABLE invites (
    secret_hmac BLOB PRIMARY KEY,
    invite_id TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX invites_case_id ON invites (case_id);

-- AUTOINCREMENT: an id is never used again, so a reader may remember how far it has read.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    expires_at TEXT,
    effect BLOB NOT NULL
);
CREATE INDEX outbox_chat_id ON outbox (chat_id);

CREATE TABLE updates (
    bot_id INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    payload BLOB,
    PRIMARY KEY (bot_id, update_id)
) WITHOUT ROWID;
