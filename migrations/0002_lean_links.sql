-- Fewer trees to write and to keep: what is found by its whole key alone is kept in the tree of that key, and the index
-- that nothing asks goes. 'WITHOUT ROWID' is SQLite's word for a table that is its primary key's index; another engine
-- has no need of it.
DROP INDEX spaces_by_folded_name;

CREATE TABLE new_space_members (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (space_id, user_id)
) WITHOUT ROWID;
INSERT INTO new_space_members (space_id, user_id, added_at)
SELECT space_id, user_id, added_at FROM space_members ORDER BY space_id, user_id;
DROP TABLE space_members;
ALTER TABLE new_space_members RENAME TO space_members;
CREATE INDEX space_members_by_user ON space_members (user_id, space_id);

CREATE TABLE new_space_groups (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (space_id, group_id)
) WITHOUT ROWID;
INSERT INTO new_space_groups (space_id, group_id)
SELECT space_id, group_id FROM space_groups ORDER BY space_id, group_id;
DROP TABLE space_groups;
ALTER TABLE new_space_groups RENAME TO space_groups;
CREATE INDEX space_groups_by_group ON space_groups (group_id, space_id);

CREATE TABLE new_space_tags (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    tag_id TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (space_id, tag_id)
) WITHOUT ROWID;
INSERT INTO new_space_tags (space_id, tag_id)
SELECT space_id, tag_id FROM space_tags ORDER BY space_id, tag_id;
DROP TABLE space_tags;
ALTER TABLE new_space_tags RENAME TO space_tags;
CREATE INDEX space_tags_by_tag ON space_tags (tag_id, space_id);

-- A line of a space's activity is asked for by its space, never by itself.
CREATE TABLE new_activities (
    id TEXT NOT NULL,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    actor_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (space_id, id)
) WITHOUT ROWID;
INSERT INTO new_activities (id, space_id, actor_id, at, detail)
SELECT id, space_id, actor_id, at, detail FROM activities ORDER BY space_id, id;
DROP TABLE activities;
ALTER TABLE new_activities RENAME TO activities;

CREATE TABLE new_import_items (
    import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    space_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    before TEXT,
    version_after BIGINT NOT NULL,
    PRIMARY KEY (import_id, space_id)
) WITHOUT ROWID;
INSERT INTO new_import_items (import_id, space_id, outcome, before, version_after)
SELECT import_id, space_id, outcome, before, version_after FROM import_items ORDER BY import_id, space_id;
DROP TABLE import_items;
ALTER TABLE new_import_items RENAME TO import_items;

CREATE TABLE new_operation_items (
    operation_id TEXT NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
    space_id TEXT NOT NULL,
    before TEXT NOT NULL,
    version_after BIGINT NOT NULL,
    undone BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (operation_id, space_id)
) WITHOUT ROWID;
INSERT INTO new_operation_items (operation_id, space_id, before, version_after, undone)
SELECT operation_id, space_id, before, version_after, undone FROM operation_items ORDER BY operation_id, space_id;
DROP TABLE operation_items;
ALTER TABLE new_operation_items RENAME TO operation_items;
