-- The addresses of topics that are links, or were. The canonical form is equal for all spellings of one address
-- (domain::topic::link). holds is 1 for the one topic of its space that has the address: a link that is neither deleted nor
-- private. words are the folded words of title, host and tags, each after a blank.
CREATE TABLE links (
    topic_id TEXT PRIMARY KEY REFERENCES topics (id) ON DELETE CASCADE,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    canonical TEXT NOT NULL,
    host TEXT NOT NULL,
    words TEXT NOT NULL,
    holds BIGINT NOT NULL
);
CREATE UNIQUE INDEX links_held ON links (space_id, canonical) WHERE holds = 1;
CREATE INDEX links_by_address ON links (space_id, canonical);
-- The order of the list: ids of topics grow with time.
CREATE INDEX links_by_space ON links (space_id, topic_id);

CREATE TABLE link_tags (
    topic_id TEXT NOT NULL REFERENCES links (topic_id) ON DELETE CASCADE,
    folded TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (topic_id, folded)
);
