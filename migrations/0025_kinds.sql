-- Kinds of topics. A topic is private if it is for its author and its assignee alone; both columns belong to the topic and
-- not to a facet, because access depends on them.
ALTER TABLE topics ADD COLUMN assignee_id TEXT REFERENCES users (id);
ALTER TABLE topics ADD COLUMN private BIGINT NOT NULL DEFAULT 0;
-- The list of one kind.
CREATE INDEX topics_by_kind ON topics (space_id, kind, last_post) WHERE deleted_at IS NULL;
CREATE INDEX topics_by_assignee ON topics (assignee_id, state) WHERE assignee_id IS NOT NULL AND deleted_at IS NULL;
