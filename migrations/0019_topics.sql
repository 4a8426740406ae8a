-- Topics, their posts, and what people have read, follow and were notified about.

-- The last numbers that were given in a space, so that no number is used again.
CREATE TABLE space_numbers (
    space_id TEXT PRIMARY KEY REFERENCES spaces (id) ON DELETE CASCADE,
    topics BIGINT NOT NULL,
    posts BIGINT NOT NULL
);

-- last_post is the number of the newest post that is not deleted (of the first post if all are); last_at, last_author_id
-- and replies agree with it. first_words are those of the first post, for topics without a title ('').
CREATE TABLE topics (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    first_words TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    pinned BIGINT NOT NULL DEFAULT 0,
    author_id TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    first_post BIGINT NOT NULL,
    last_post BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    last_author_id TEXT NOT NULL REFERENCES users (id),
    replies BIGINT NOT NULL,
    version BIGINT NOT NULL,
    deleted_at BIGINT,
    deleted_by TEXT REFERENCES users (id),
    UNIQUE (space_id, number)
);
-- The orders of the list.
CREATE INDEX topics_by_last_post ON topics (space_id, last_post) WHERE deleted_at IS NULL;
CREATE INDEX topics_by_state ON topics (space_id, state, last_post) WHERE deleted_at IS NULL;
CREATE INDEX topics_pinned ON topics (space_id, last_post) WHERE pinned = 1 AND deleted_at IS NULL;
-- The trash of a space, and the topics that have been there for too long.
CREATE INDEX topics_in_trash ON topics (space_id, deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX topics_by_deletion ON topics (deleted_at) WHERE deleted_at IS NOT NULL;

-- seq is the rowid that the full-text index shares; number grows within the space. request makes sending idempotent.
-- html was made by the version 'renderer' of the renderer.
CREATE TABLE posts (
    seq INTEGER PRIMARY KEY,
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    author_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    markdown TEXT NOT NULL,
    html TEXT NOT NULL,
    renderer BIGINT NOT NULL,
    request TEXT NOT NULL,
    version BIGINT NOT NULL,
    edited_at BIGINT,
    deleted_at BIGINT,
    deleted_by TEXT REFERENCES users (id),
    UNIQUE (topic_id, number),
    UNIQUE (author_id, request)
);
CREATE INDEX posts_by_author ON posts (author_id, topic_id);
CREATE INDEX posts_by_renderer ON posts (renderer);

-- The earlier texts of a post; at is when the text was written.
CREATE TABLE post_versions (
    post_seq BIGINT NOT NULL REFERENCES posts (seq) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    markdown TEXT NOT NULL,
    PRIMARY KEY (post_seq, version)
);

CREATE TABLE post_mentions (
    post_seq BIGINT NOT NULL REFERENCES posts (seq) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (post_seq, person_id)
);

CREATE TABLE reactions (
    post_seq BIGINT NOT NULL REFERENCES posts (seq) ON DELETE CASCADE,
    emoji TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (post_seq, emoji, person_id)
);

-- What a person has read: everything up to the mark of the topic, else up to the floor of the space. lowered is 1 if the
-- mark may be below the floor: the person marked posts as unread again, or the topic came from another space.
CREATE TABLE read_marks (
    person_id TEXT NOT NULL REFERENCES users (id),
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    lowered BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, topic_id)
);
CREATE INDEX read_marks_by_topic ON read_marks (topic_id);
CREATE INDEX read_marks_lowered ON read_marks (person_id) WHERE lowered = 1;
-- A person has a floor in each space that they visited, wrote or read in (store/topics/position).
CREATE TABLE read_floors (
    person_id TEXT NOT NULL REFERENCES users (id),
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    PRIMARY KEY (person_id, space_id)
);
CREATE INDEX read_floors_by_space ON read_floors (space_id);

CREATE TABLE space_follows (
    person_id TEXT NOT NULL REFERENCES users (id),
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    level TEXT NOT NULL,
    PRIMARY KEY (person_id, space_id)
);
CREATE INDEX space_follows_by_space ON space_follows (space_id, level);
CREATE TABLE topic_follows (
    person_id TEXT NOT NULL REFERENCES users (id),
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    level TEXT NOT NULL,
    PRIMARY KEY (person_id, topic_id)
);
CREATE INDEX topic_follows_by_topic ON topic_follows (topic_id, level);

-- A row for each post that a person wants to know of; reason is the rank of domain::topic::NoticeReason. A row is read
-- if the post is (read_marks, read_floors).
CREATE TABLE notices (
    person_id TEXT NOT NULL REFERENCES users (id),
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    post BIGINT NOT NULL,
    reason BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, topic_id, post)
);
CREATE INDEX notices_by_topic ON notices (topic_id, post);
CREATE INDEX notices_by_time ON notices (at);
CREATE INDEX notices_by_person_time ON notices (person_id, at);

-- The level for spaces without one of their own.
ALTER TABLE users ADD COLUMN follow_level TEXT NOT NULL DEFAULT 'taking_part';

CREATE TABLE access_requests (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES users (id),
    sentence TEXT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    answered_at BIGINT,
    answered_by TEXT REFERENCES users (id),
    seen_at BIGINT,
    PRIMARY KEY (space_id, person_id)
);
CREATE INDEX access_requests_by_person ON access_requests (person_id, at);

-- The former addresses of topics that were moved to another space.
CREATE TABLE topic_moves (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    PRIMARY KEY (space_id, number)
);
CREATE INDEX topic_moves_by_topic ON topic_moves (topic_id);

-- Words of posts, titles and outcomes, each with the mark of its audience (store/topics/search).
CREATE VIRTUAL TABLE posts_search USING fts5(
    words, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- The last event that a follower of the events has handled.
CREATE TABLE event_followers (
    name TEXT PRIMARY KEY,
    event BIGINT NOT NULL
);
