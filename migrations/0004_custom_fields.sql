-- Custom fields of spaces. Fields, choices and values point to each other by number: with 50 fields and 100,000 spaces
-- there are five million values, and every byte of them counts.
CREATE TABLE fields (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    label_folded TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    currency TEXT NOT NULL,
    required BIGINT NOT NULL,
    help TEXT NOT NULL,
    section TEXT NOT NULL,
    -- domain::custom_field::Value as JSON.
    default_value TEXT,
    position BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    archived_at BIGINT,
    version BIGINT NOT NULL
);

-- key is the place among the field's choices as hex text, so that values sort in that order.
CREATE TABLE field_choices (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    field BIGINT NOT NULL REFERENCES fields (number) ON DELETE CASCADE,
    label TEXT NOT NULL,
    key TEXT NOT NULL
);
CREATE INDEX field_choices_by_field ON field_choices (field, key);

-- One row for a space that holds a value in a field: a text with its words as search sees them, a number (millionths,
-- a day's Julian number, 0 and 1), a person; choices stand beside. Rows of one field lie together, so that looking
-- through one is no walk through all.
CREATE TABLE space_field_values (
    field BIGINT NOT NULL REFERENCES fields (number) ON DELETE CASCADE,
    space BIGINT NOT NULL REFERENCES spaces (number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    text TEXT,
    words TEXT,
    number BIGINT,
    user_id TEXT REFERENCES users (id),
    PRIMARY KEY (field, space)
) WITHOUT ROWID;
CREATE INDEX space_field_values_by_key ON space_field_values (field, key, space);
CREATE INDEX space_field_values_by_space ON space_field_values (space);
CREATE INDEX space_field_values_by_person ON space_field_values (user_id, field) WHERE user_id IS NOT NULL;

CREATE TABLE space_field_choices (
    choice BIGINT NOT NULL REFERENCES field_choices (number) ON DELETE CASCADE,
    space BIGINT NOT NULL,
    field BIGINT NOT NULL,
    PRIMARY KEY (choice, space),
    FOREIGN KEY (field, space) REFERENCES space_field_values (field, space) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX space_field_choices_by_value ON space_field_choices (field, space);
