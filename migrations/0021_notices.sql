-- The authors of a topic, who take part in it.
CREATE INDEX posts_by_topic_author ON posts (topic_id, author_id);

-- Whether the posts of the space are indexed for everyone (1) or for its people (0); -1 before the first change of its
-- visibility.
ALTER TABLE space_numbers ADD COLUMN indexed_public BIGINT NOT NULL DEFAULT -1;
