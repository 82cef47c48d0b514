-- Every question the store asks, by name. Both lines above a query are read by people;
-- the first is also how the program finds it.

-- name: known_keys
-- The keys this database was written with.
SELECT key_id, check_value FROM keys;

-- name: add_key
INSERT INTO keys (key_id, check_value) VALUES (:key_id, :check_value);

-- name: valid_keys
SELECT key_id FROM keys WHERE NOT retired;

-- name: retire_keys
UPDATE keys SET retired = key_id != :newest;

-- name: forget_retired_keys
DELETE FROM keys WHERE retired;

-- name: sealed_otherwise
-- How many rows are sealed with another key than this one.
SELECT (SELECT count(*) FROM cases WHERE substr(document, 1, 4) != :newest)
    + (SELECT count(*) FROM cases WHERE substr(wake_as, 1, 4) != :newest)
    + (SELECT count(*) FROM outbox WHERE substr(effect, 1, 4) != :newest)
    + (SELECT count(*) FROM updates WHERE substr(payload, 1, 4) != :newest);

-- name: cases_sealed
SELECT case_id, revision, document, wake_as FROM cases
WHERE case_id > :after ORDER BY case_id LIMIT :limit;

-- name: reseal_case
-- The same content: its revision stays, and nobody has to run a turn again.
UPDATE cases SET document = :document, wake_as = :wake_as
WHERE case_id = :case_id AND revision = :revision;

-- name: reseal_effect
UPDATE outbox SET effect = :effect WHERE id = :id;

-- name: reseal_stuck
UPDATE updates SET payload = :payload WHERE bot_id = :bot_id AND update_id = :update_id;

-- name: drop_unsent
DELETE FROM outbox;

-- name: document_versions
SELECT kind, version FROM document_versions;

-- name: set_document_version
INSERT INTO document_versions (kind, version) VALUES (:kind, :version)
ON CONFLICT (kind) DO UPDATE SET version = excluded.version;

-- name: load_chat
-- A chat with the case it is in now, the one its last screen is about, and whether a reminder about
-- that one has not left yet: from which priority on it is one, is told.
SELECT case_id, screen_id, blocked_at, screen_case_id, EXISTS (
    SELECT 1 FROM outbox WHERE outbox.chat_id = chats.chat_id
    AND outbox.priority >= :reminders AND outbox.case_id = chats.screen_case_id
) FROM chats WHERE chat_id = :chat_id;

-- name: cases_of_chat
-- All cases this chat is on.
SELECT cases.case_id, cases.revision, cases.document
FROM members JOIN cases ON cases.case_id = members.case_id
WHERE members.chat_id = :chat_id ORDER BY cases.case_id;

-- name: load_case
SELECT document, revision FROM cases WHERE case_id = :case_id;

-- name: insert_case
INSERT INTO cases (case_id, revision, wake_at, wake_as, purge_at, document)
VALUES (:case_id, 1, :wake_at, :wake_as, :purge_at, :document)
ON CONFLICT DO NOTHING;

-- name: update_case
-- Only if nobody has saved it since it was loaded.
UPDATE cases
SET revision = revision + 1, wake_at = :wake_at, wake_as = :wake_as,
    purge_at = coalesce(:purge_at, purge_at), document = :document
WHERE case_id = :case_id AND revision = :revision;

-- name: case_at_revision
SELECT 1 FROM cases WHERE case_id = :case_id AND revision = :revision;

-- name: expired_cases
SELECT case_id FROM cases WHERE purge_at <= :now;

-- name: chats_of_case
SELECT chat_id FROM chats WHERE case_id = :case_id
UNION SELECT chat_id FROM members WHERE case_id = :case_id;

-- name: drop_unsent_of_case
-- Before the case itself goes: what its chats have not been sent yet of it, or of no case.
DELETE FROM outbox WHERE case_id = :case_id OR (case_id IS NULL AND chat_id IN (
    SELECT chat_id FROM chats WHERE case_id = :case_id
    UNION SELECT chat_id FROM members WHERE case_id = :case_id
));

-- name: forget_stuck_of_case
UPDATE updates SET payload = NULL WHERE payload IS NOT NULL AND chat_id IN (
    SELECT chat_id FROM chats WHERE case_id = :case_id
    UNION SELECT chat_id FROM members WHERE case_id = :case_id
);

-- name: drop_unsent_of_leaver
-- What one adult has not been sent yet of a case that stays with others, or of no case.
DELETE FROM outbox WHERE chat_id = :chat_id AND (case_id IS NULL OR case_id = :case_id);

-- name: disown_updates
-- Of a chat that is on no case: handled once all the same, but nobody's, and without content.
UPDATE updates SET chat_id = 0, payload = NULL WHERE chat_id = :chat_id
AND NOT EXISTS (SELECT 1 FROM members WHERE chat_id = :chat_id);

-- name: forget_chat
-- One that is on no case.
DELETE FROM chats WHERE chat_id = :chat_id
AND NOT EXISTS (SELECT 1 FROM members WHERE chat_id = :chat_id);

-- name: rows_about
-- How many rows of each table are about a chat on a case; of all cases, if it is on no other.
-- One effect is left out: the message that says so.
SELECT
    (SELECT count(*) FROM cases WHERE case_id = :case_id
        AND NOT EXISTS (SELECT 1 FROM members WHERE members.case_id = cases.case_id)),
    (SELECT count(*) FROM members WHERE chat_id = :chat_id AND case_id = :case_id),
    (SELECT count(*) FROM outbox WHERE chat_id = :chat_id AND case_id = :case_id AND id != :but),
    (SELECT count(*) FROM chats WHERE chat_id = :chat_id
        AND (case_id = :case_id OR screen_case_id = :case_id)),
    (SELECT count(*) FROM members WHERE chat_id = :chat_id),
    (SELECT count(*) FROM outbox WHERE chat_id = :chat_id AND id != :but),
    (SELECT count(*) FROM chats WHERE chat_id = :chat_id),
    (SELECT count(*) FROM updates WHERE chat_id = :chat_id);

-- name: delete_case
-- Members and invites go with it; its chats are in no case any more.
DELETE FROM cases WHERE case_id = :case_id;

-- name: invites_of_case
SELECT DISTINCT invite_id FROM invites WHERE case_id = :case_id;

-- name: add_invite
-- A code that is open already, however unlikely, is not given twice.
INSERT INTO invites (secret_hmac, case_id, invite_id, expires_at)
VALUES (:secret_hmac, :case_id, :invite_id, :expires_at)
ON CONFLICT DO NOTHING;

-- name: remove_invite
DELETE FROM invites WHERE case_id = :case_id AND invite_id = :invite_id;

-- name: find_invite
SELECT case_id, invite_id FROM invites
WHERE secret_hmac = :secret_hmac AND (expires_at IS NULL OR expires_at > :now);

-- name: purge_invites
DELETE FROM invites WHERE expires_at <= :now;

-- name: guesses_of_chat
SELECT count(*) FROM guesses WHERE chat_id = :chat_id AND at > :since;

-- name: guesses_of_all
SELECT count(*) FROM guesses WHERE at > :since;

-- name: add_guess
INSERT INTO guesses (chat_id, at) VALUES (:chat_id, :at);

-- name: purge_guesses
DELETE FROM guesses WHERE at <= :since;

-- name: members_of_case
SELECT chat_id FROM members WHERE case_id = :case_id;

-- name: add_member
INSERT INTO members (case_id, chat_id) VALUES (:case_id, :chat_id);

-- name: remove_member
DELETE FROM members WHERE case_id = :case_id AND chat_id = :chat_id;

-- name: enter_case
INSERT INTO chats (chat_id, case_id) VALUES (:chat_id, :case_id)
ON CONFLICT (chat_id) DO UPDATE SET case_id = excluded.case_id;

-- name: leave_case
-- Neither is the screen that its chat was shown last the case's any more.
UPDATE chats SET
    case_id = CASE WHEN case_id = :case_id THEN NULL ELSE case_id END,
    screen_id = CASE WHEN screen_case_id = :case_id THEN NULL ELSE screen_id END,
    screen_case_id = CASE WHEN screen_case_id = :case_id THEN NULL ELSE screen_case_id END
WHERE chat_id = :chat_id AND (case_id = :case_id OR screen_case_id = :case_id);

-- name: set_screen
-- It may be about a case that was erased meanwhile.
INSERT INTO chats (chat_id, screen_id, screen_case_id)
VALUES (:chat_id, :screen_id, (SELECT case_id FROM cases WHERE case_id = :case_id))
ON CONFLICT (chat_id) DO UPDATE
SET screen_id = excluded.screen_id, screen_case_id = excluded.screen_case_id;

-- name: block_chat
INSERT INTO chats (chat_id, blocked_at) VALUES (:chat_id, :blocked_at)
ON CONFLICT (chat_id) DO UPDATE SET blocked_at = excluded.blocked_at;

-- name: unblock_chat
UPDATE chats SET blocked_at = NULL WHERE chat_id = :chat_id AND blocked_at IS NOT NULL;

-- name: update_is_known
SELECT 1 FROM updates WHERE bot_id = :bot_id AND update_id = :update_id;

-- name: heard_since
-- Whether an update of this chat was handled by a turn that began at that time or later.
SELECT 1 FROM updates WHERE chat_id = :chat_id AND seen_at >= :since LIMIT 1;

-- name: add_update
INSERT INTO updates (bot_id, update_id, chat_id, seen_at)
VALUES (:bot_id, :update_id, :chat_id, :seen_at)
ON CONFLICT DO NOTHING;

-- name: keep_stuck
INSERT INTO updates (bot_id, update_id, chat_id, seen_at, payload)
VALUES (:bot_id, :update_id, :chat_id, :seen_at, :payload)
ON CONFLICT (bot_id, update_id) DO UPDATE SET payload = excluded.payload;

-- name: stuck
SELECT bot_id, update_id, chat_id, seen_at, payload FROM updates
WHERE payload IS NOT NULL ORDER BY seen_at, update_id;

-- name: forget_stuck
-- The id stays, so that the update is still handled only once.
UPDATE updates SET payload = NULL WHERE bot_id = :bot_id AND update_id = :update_id;

-- name: purge_updates
DELETE FROM updates
WHERE (payload IS NULL AND seen_at < :handled_before) OR seen_at < :stuck_before;

-- name: purge_chats
-- Chats in no case that have been silent for as long as updates are kept.
DELETE FROM chats WHERE case_id IS NULL
AND chat_id NOT IN (SELECT chat_id FROM updates)
AND chat_id NOT IN (SELECT chat_id FROM outbox)
AND chat_id NOT IN (SELECT chat_id FROM members);

-- name: last_outbox_id
SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox';

-- name: add_to_outbox
INSERT INTO outbox (id, chat_id, priority, expires_at, effect, case_id)
VALUES (:id, :chat_id, :priority, :expires_at, :effect, :case_id);

-- name: pending
SELECT id, chat_id, priority, expires_at, effect, case_id FROM outbox
WHERE id > :after_id ORDER BY id LIMIT :limit;

-- name: remove_from_outbox
DELETE FROM outbox WHERE id = :id;

-- name: drop_unsent_of_chat
DELETE FROM outbox WHERE chat_id = :chat_id;

-- name: drop_reminders_of_chat
-- Those of one case; another child's are still to come.
DELETE FROM outbox WHERE chat_id = :chat_id AND priority >= :priority
AND (case_id IS NULL OR case_id = :case_id);

-- name: drop_unsent_up_to
DELETE FROM outbox WHERE chat_id = :chat_id AND id <= :up_to;

-- name: next_wake
SELECT min(wake_at) FROM cases WHERE wake_at IS NOT NULL;

-- name: postpone
-- Only a wake that has come: one that was asked for meanwhile stays.
UPDATE cases SET wake_at = :wake_at WHERE case_id = :case_id AND wake_at <= :now;

-- name: due
-- All of it is in one index: documents are not touched.
SELECT case_id, wake_as FROM cases WHERE wake_at <= :now ORDER BY wake_at LIMIT :limit;
