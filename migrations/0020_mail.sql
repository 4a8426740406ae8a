-- E-mail that waits to be sent. A row says only which person gets which kind of message about what (subject_key); the
-- content is made at the moment of sending. next_try_at is when it is sent or tried again.
CREATE TABLE mails (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    next_try_at BIGINT NOT NULL,
    last_error TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX mails_once ON mails (person_id, kind, subject_key);
CREATE INDEX mails_by_next_try ON mails (next_try_at, id);

-- A person's choices about e-mail; without a row the default ones. digest is 'off', 'hourly' or 'daily', digest_minute
-- the minute of the day in the person's time zone, next_digest_at the instant of the next digest.
CREATE TABLE mail_settings (
    person_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    mentions BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    digest TEXT NOT NULL,
    digest_minute BIGINT NOT NULL,
    next_digest_at BIGINT
);
CREATE INDEX mail_settings_by_next_digest ON mail_settings (next_digest_at) WHERE next_digest_at IS NOT NULL;
