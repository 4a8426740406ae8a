-- Counting what happened, for those to whom not everything is open. Spaces are counted level by level, so that nothing is
-- asked of those that everyone sees; deals are found from the person, so what the rules ask of each need not be kept.
DROP INDEX spaces_created;
DROP INDEX spaces_created_seen;
DROP INDEX deals_added;
DROP INDEX deals_added_seen;
DROP INDEX deals_closed;
DROP INDEX deals_closed_seen;

CREATE INDEX spaces_created_seen ON spaces (visibility, created_at, state, owner_id, created_by, id);
CREATE INDEX spaces_created ON spaces (visibility, created_at, state);
CREATE INDEX deals_added ON deals (created_at, created_by);
CREATE INDEX deals_closed ON deals (state, closed_at, closed_by);
