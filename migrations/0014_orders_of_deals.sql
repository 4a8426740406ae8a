-- An index for each order of the list of deals, with the keys that break ties.
ALTER TABLE deals ADD COLUMN owner_key TEXT NOT NULL DEFAULT '';
ALTER TABLE deals ADD COLUMN stage_position BIGINT NOT NULL DEFAULT 0;
-- The value, or less than any where there is none.
ALTER TABLE deals ADD COLUMN value_key BIGINT NOT NULL DEFAULT -1;
UPDATE deals SET owner_key = (SELECT u.name_key FROM users u WHERE u.id = deals.owner_id),
    stage_position = (SELECT t.position FROM deal_stages t WHERE t.id = deals.stage_id),
    value_key = COALESCE(value, -1);
DROP INDEX deals_by_owner;
DROP INDEX deals_by_stage;
CREATE INDEX deals_by_value ON deals (value_key, name_key, id);
CREATE INDEX deals_by_owner_name ON deals (owner_key, name_key, id);
CREATE INDEX deals_by_stage_position ON deals (stage_position, name_key, id);
CREATE INDEX deals_by_owner ON deals (owner_id, name_key, id);
CREATE INDEX deals_by_stage ON deals (stage_id, name_key, id);
