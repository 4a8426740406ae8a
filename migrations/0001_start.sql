-- TEXT and BIGINT only, ids are UUIDv7 text, instants are milliseconds UTC, booleans are 0 and 1,
-- '…_key' is a collation sort key as hex text, '…_folded' the text as search sees it, '…_words' its words, each
-- after one blank. The version of a space grows with every change that an edit or an undo could run over.

-- One row: what administrators decide for the whole account.
CREATE TABLE account (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    language TEXT NOT NULL,
    visibility_allowed TEXT NOT NULL,
    visibility_default TEXT NOT NULL,
    sort_key_version TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    theme TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    shortcuts BIGINT NOT NULL DEFAULT 1,
    password_hash TEXT,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT,
    deactivated_at BIGINT
);
CREATE INDEX users_by_name ON users (name_key, id);

-- Links that work once: first set-up, invitation, new password. Only a hash of the secret is kept.
CREATE TABLE links (
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id TEXT REFERENCES users (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT REFERENCES users (id),
    data TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- number is the rowid that the full-text index shares.
CREATE TABLE spaces (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    description TEXT NOT NULL,
    visibility TEXT NOT NULL,
    visibility_rank BIGINT NOT NULL,
    state TEXT NOT NULL,
    owner_id TEXT NOT NULL REFERENCES users (id),
    owner_key TEXT NOT NULL,
    groups_key TEXT NOT NULL,
    tags_key TEXT NOT NULL,
    people BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    last_activity_at BIGINT NOT NULL,
    archived_at BIGINT,
    deleted_at BIGINT,
    import_id TEXT,
    version BIGINT NOT NULL
);
-- An index for each order of the list, with the keys that break ties.
CREATE INDEX spaces_by_name ON spaces (state, name_key, id);
CREATE INDEX spaces_by_visibility ON spaces (state, visibility_rank, name_key, id);
CREATE INDEX spaces_by_owner_name ON spaces (state, owner_key, name_key, id);
CREATE INDEX spaces_by_groups ON spaces (state, groups_key, name_key, id);
CREATE INDEX spaces_by_tags ON spaces (state, tags_key, name_key, id);
CREATE INDEX spaces_by_people ON spaces (state, people, name_key, id);
CREATE INDEX spaces_by_activity ON spaces (state, last_activity_at, id);
CREATE INDEX spaces_by_created ON spaces (state, created_at, id);
CREATE INDEX spaces_by_owner ON spaces (owner_id, state, name_key, id);
CREATE INDEX spaces_by_folded_name ON spaces (name_folded);

-- Words of names and descriptions, folded by the domain: 'ascii' takes every other character as part of a word.
CREATE VIRTUAL TABLE spaces_search USING fts5(
    name, description, content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE TABLE space_members (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (space_id, user_id)
);
CREATE INDEX space_members_by_user ON space_members (user_id, space_id);

CREATE TABLE groups (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    name_words TEXT NOT NULL,
    hue TEXT NOT NULL,
    position BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE space_groups (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (space_id, group_id)
);
CREATE INDEX space_groups_by_group ON space_groups (group_id, space_id);

CREATE TABLE tags (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    name_words TEXT NOT NULL
);
CREATE TABLE space_tags (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    tag_id TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (space_id, tag_id)
);
CREATE INDEX space_tags_by_tag ON space_tags (tag_id, space_id);

-- What happened in a space; detail is JSON (domain::activity::What).
CREATE TABLE activities (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    actor_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX activities_by_space ON activities (space_id, id);

-- Who did what, for administrators; never deleted with what it speaks of.
CREATE TABLE audit_lines (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id TEXT,
    kind TEXT NOT NULL,
    subject_id TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX audit_lines_by_time ON audit_lines (at);

-- List operations and what they changed, for undo. detail, before and the outcomes are JSON.
CREATE TABLE operations (
    id TEXT PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    about TEXT NOT NULL,
    changed BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    at BIGINT NOT NULL,
    undone_at BIGINT,
    undo_outcome TEXT
);
CREATE INDEX operations_by_actor ON operations (actor_id, at);
CREATE TABLE operation_items (
    operation_id TEXT NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
    space_id TEXT NOT NULL,
    before TEXT NOT NULL,
    version_after BIGINT NOT NULL,
    undone BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (operation_id, space_id)
);

CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES users (id),
    file_name TEXT NOT NULL,
    state TEXT NOT NULL,
    rows BIGINT NOT NULL,
    added BIGINT NOT NULL DEFAULT 0,
    updated BIGINT NOT NULL DEFAULT 0,
    skipped BIGINT NOT NULL DEFAULT 0,
    left_out BIGINT NOT NULL DEFAULT 0,
    settings TEXT NOT NULL,
    at BIGINT NOT NULL,
    finished_at BIGINT,
    undone_at BIGINT
);
CREATE INDEX imports_by_actor ON imports (actor_id, id);
-- Rows on their way in; the same chunk sent twice is one chunk.
CREATE TABLE import_chunks (
    import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    chunk BIGINT NOT NULL,
    rows TEXT NOT NULL,
    PRIMARY KEY (import_id, chunk)
);
CREATE TABLE import_items (
    import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    space_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    before TEXT,
    version_after BIGINT NOT NULL,
    PRIMARY KEY (import_id, space_id)
);
