-- The posts of a period: for the statistics, and for a search without words.
CREATE INDEX posts_by_time ON posts (at) WHERE deleted_at IS NULL;
