-- The words that a person is found by; the server fills the table when it opens the database.
CREATE TABLE user_words (
    word TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (word, user_id)
) WITHOUT ROWID;
CREATE INDEX user_words_by_user ON user_words (user_id, word);

-- The lines of the audit log that are about a person: who acted, who it was done to, who got or lost access.
CREATE TABLE audit_people (
    person_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    line_id TEXT NOT NULL REFERENCES audit_lines (id) ON DELETE CASCADE,
    PRIMARY KEY (person_id, at, line_id)
) WITHOUT ROWID;
CREATE INDEX audit_people_by_line ON audit_people (line_id);
INSERT INTO audit_people (person_id, at, line_id)
SELECT a.actor_id, a.at, a.id FROM audit_lines a WHERE a.actor_id IS NOT NULL;
INSERT INTO audit_people (person_id, at, line_id)
SELECT u.id, a.at, a.id FROM audit_lines a JOIN users u ON u.id = a.subject_id WHERE 1 = 1
ON CONFLICT DO NOTHING;
INSERT INTO audit_people (person_id, at, line_id)
SELECT u.id, a.at, a.id FROM audit_lines a JOIN users u ON a.detail LIKE '%' || u.id || '%' WHERE a.topic = 'access'
ON CONFLICT DO NOTHING;
DROP INDEX sign_ins;
DROP INDEX sign_ins_by_person;
CREATE INDEX sign_ins ON audit_lines (at, id) WHERE kind = 'signed_in';
CREATE INDEX sign_ins_by_person ON audit_lines (actor_id, at, id) WHERE kind = 'signed_in';
