-- Pages: topics whose first post several people edit. edited_by is the person who wrote the present text of a post, and
-- author_id the one who wrote an earlier text; NULL is the author of the post.
ALTER TABLE posts ADD COLUMN edited_by TEXT REFERENCES users (id);
ALTER TABLE post_versions ADD COLUMN author_id TEXT REFERENCES users (id);

-- A row for each page for which somebody has chosen a day, or which somebody has checked. check_on is the day (2026-11-23) on
-- which the page is to be checked again, check_by the person who chose it. told is 1 once the day has come everywhere, so that
-- nobody is left to be told.
CREATE TABLE pages (
    topic_id TEXT PRIMARY KEY REFERENCES topics (id) ON DELETE CASCADE,
    check_on TEXT,
    check_by TEXT REFERENCES users (id),
    told BIGINT NOT NULL DEFAULT 0,
    checked_at BIGINT,
    checked_by TEXT REFERENCES users (id)
);
CREATE INDEX pages_to_check ON pages (check_on) WHERE told = 0 AND check_on IS NOT NULL;

-- The notices that a page is to be checked again since a day.
CREATE TABLE page_checks (
    person_id TEXT NOT NULL REFERENCES users (id),
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen_at BIGINT,
    PRIMARY KEY (person_id, topic_id)
);
CREATE INDEX page_checks_by_topic ON page_checks (topic_id);
CREATE INDEX page_checks_by_time ON page_checks (at);

-- The replies that were put into the page of their topic.
CREATE TABLE put_posts (
    post_seq BIGINT PRIMARY KEY REFERENCES posts (seq) ON DELETE CASCADE,
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL
);
CREATE INDEX put_posts_by_topic ON put_posts (topic_id);

ALTER TABLE mail_settings ADD COLUMN checks BIGINT NOT NULL DEFAULT 1;
