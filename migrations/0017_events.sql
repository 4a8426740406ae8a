-- What happened, in the order of the commits: number grows, and is never used again. list says what the event is about
-- ('space', 'deal', 'spaces' of a list operation or import, 'audit'), subject_id which one; detail is JSON.
CREATE TABLE events (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id TEXT,
    list TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX events_by_time ON events (at);
