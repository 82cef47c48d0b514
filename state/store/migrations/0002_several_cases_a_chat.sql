-- A chat may be on several cases: what waits for it, and its last screen, are each about one of them.
ALTER TABLE outbox ADD COLUMN case_id TEXT;
CREATE INDEX outbox_case_id ON outbox (case_id) WHERE case_id IS NOT NULL;

ALTER TABLE chats ADD COLUMN screen_case_id TEXT REFERENCES cases (case_id) ON DELETE SET NULL;
CREATE INDEX chats_screen_case_id ON chats (screen_case_id) WHERE screen_case_id IS NOT NULL;

CREATE INDEX members_chat_id ON members (chat_id);
