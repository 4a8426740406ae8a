-- Counting what happened in a stretch of days, by indexes that hold all that is asked: no row is looked up.

CREATE INDEX spaces_for_statistics ON spaces (created_at, state, visibility, owner_id, created_by, id);
CREATE INDEX deals_added_for_statistics ON deals (created_at, owner_id, created_by, id);
CREATE INDEX deals_closed_for_statistics ON deals (state, closed_at, owner_id, closed_by, id);
CREATE INDEX audit_lines_for_statistics ON audit_lines (kind, at, actor_id);
