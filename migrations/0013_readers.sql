-- A search, a filter and a count read nothing of what is hidden from their reader.

-- For whom a link can be read without asking more: '' for everyone (the groups of public and private spaces, the tags of
-- public ones), else the owner's id. Members find theirs through their memberships.
ALTER TABLE space_groups ADD COLUMN reader TEXT NOT NULL DEFAULT '-';
ALTER TABLE space_tags ADD COLUMN reader TEXT NOT NULL DEFAULT '-';
UPDATE space_groups SET reader = (SELECT CASE
    WHEN s.visibility IN ('public', 'private') AND s.state IN ('active', 'archived') THEN '' ELSE s.owner_id END
    FROM spaces s WHERE s.id = space_groups.space_id);
UPDATE space_tags SET reader = (SELECT CASE
    WHEN s.visibility = 'public' AND s.state IN ('active', 'archived') THEN '' ELSE s.owner_id END
    FROM spaces s WHERE s.id = space_tags.space_id);
DROP INDEX space_groups_by_group;
DROP INDEX space_tags_by_tag;
CREATE INDEX space_groups_by_group ON space_groups (group_id, reader, space_id);
CREATE INDEX space_tags_by_tag ON space_tags (tag_id, reader, space_id);

-- Words, each behind the mark of those who may find the space by it. The server fills the index when it starts.
DROP TABLE spaces_search;
CREATE VIRTUAL TABLE spaces_search USING fts5(
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
);
-- Spaces of very many members have terms of their own.
CREATE INDEX spaces_wide ON spaces (id, number) WHERE people > 21 AND visibility <> 'public';

-- What seals the cursors of lists.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
