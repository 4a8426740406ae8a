-- What administrators decide for the account: add-ons that are switched off, who may do what (everybody,
-- administrators), how many days the audit log is kept. The version grows with every change of the rules.
ALTER TABLE account ADD COLUMN add_ons_off TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN may_add_spaces TEXT NOT NULL DEFAULT 'everybody';
ALTER TABLE account ADD COLUMN may_edit_groups TEXT NOT NULL DEFAULT 'everybody';
ALTER TABLE account ADD COLUMN may_import_and_export TEXT NOT NULL DEFAULT 'everybody';
ALTER TABLE account ADD COLUMN rules_version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN audit_kept_days BIGINT NOT NULL DEFAULT 365;

-- What a line of the audit log is about, for its filter; the kind says exactly what happened.
ALTER TABLE audit_lines ADD COLUMN topic TEXT NOT NULL DEFAULT 'other';
UPDATE audit_lines SET topic = CASE
    WHEN kind IN ('signed_in', 'signed_out_everywhere', 'password_set', 'password_changed') THEN 'sign_in'
    WHEN kind IN ('account_set_up', 'user_added', 'user_invited', 'reset_link', 'role_changed', 'user_deactivated',
        'user_activated') THEN 'people'
    WHEN kind IN ('access_changed', 'visibility_changed', 'owner_changed') THEN 'access'
    WHEN kind = 'space_opened' THEN 'look'
    WHEN kind IN ('space_deleted', 'space_purged', 'group_deleted') THEN 'deletion'
    WHEN kind = 'operation' AND detail LIKE '%"do":"delete"%' THEN 'deletion'
    WHEN kind = 'operation' AND (detail LIKE '%"do":"change_visibility"%' OR detail LIKE '%"do":"change_owner"%'
        OR detail LIKE '%"do":"give_access"%' OR detail LIKE '%"do":"take_access"%') THEN 'access'
    WHEN kind IN ('operation', 'operation_undone') THEN 'operation'
    WHEN kind = 'import' THEN 'import'
    ELSE 'other' END;
DROP INDEX audit_lines_by_time;
CREATE INDEX audit_lines_by_time ON audit_lines (at, id);
CREATE INDEX audit_lines_by_topic ON audit_lines (topic, at, id);
CREATE INDEX audit_lines_by_actor ON audit_lines (actor_id, at, id);
CREATE INDEX audit_lines_by_subject ON audit_lines (subject_id, at, id);
