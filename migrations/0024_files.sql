-- Files: stored bytes, the library of each space, the files of posts, and uploads.

-- Stored bytes, once however often they were uploaded; hash is their SHA-256 in hexadecimal. served is the hash of the same
-- picture without position and camera, which is served in its place. A row without references is deleted a day after
-- stored_at.
CREATE TABLE blobs (
    hash TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    served TEXT,
    thumbnails TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);
CREATE INDEX blobs_by_time ON blobs (stored_at);
CREATE INDEX blobs_by_served ON blobs (served) WHERE served IS NOT NULL;
-- The previews that are still to be made.
CREATE INDEX blobs_pending ON blobs (stored_at) WHERE thumbnails = 'pending';

-- name_key is equal for names that are the same in one folder (domain::file::name::key); folded is for the search. deleted_with is
-- the folder with which it was deleted, if it was not deleted by itself.
CREATE TABLE folders (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES folders (id) ON DELETE CASCADE,
    depth BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    edit BIGINT NOT NULL,
    deleted_at BIGINT,
    deleted_by TEXT REFERENCES users (id),
    deleted_with TEXT
);
-- One folder of a name at a place. NULL is not equal to NULL, so the library itself is the empty text.
CREATE UNIQUE INDEX folders_by_name ON folders (space_id, COALESCE(parent_id, ''), name_key) WHERE deleted_at IS NULL;
CREATE INDEX folders_by_parent ON folders (parent_id);
CREATE INDEX folders_in_order ON folders (space_id, parent_id, sort_key, id) WHERE deleted_at IS NULL;
CREATE INDEX folders_in_trash ON folders (deleted_at) WHERE deleted_at IS NOT NULL;

-- A file with its newest version. in_library is 0 for files of posts and drafts, which have no folder; unplaced_at is when
-- the last post that had such a file was edited.
CREATE TABLE files (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    in_library BIGINT NOT NULL,
    folder_id TEXT REFERENCES folders (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    size BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    edit BIGINT NOT NULL,
    deleted_at BIGINT,
    deleted_by TEXT REFERENCES users (id),
    deleted_with TEXT,
    unplaced_at BIGINT
);
CREATE UNIQUE INDEX files_by_name ON files (space_id, COALESCE(folder_id, ''), name_key)
    WHERE in_library = 1 AND deleted_at IS NULL;
CREATE INDEX files_by_folder ON files (folder_id);
-- The orders of a folder.
CREATE INDEX files_in_order ON files (space_id, folder_id, sort_key, id) WHERE in_library = 1 AND deleted_at IS NULL;
CREATE INDEX files_in_order_of_time ON files (space_id, folder_id, added_at, id)
    WHERE in_library = 1 AND deleted_at IS NULL;
CREATE INDEX files_in_order_of_size ON files (space_id, folder_id, size, id) WHERE in_library = 1 AND deleted_at IS NULL;
CREATE INDEX files_in_order_of_kind ON files (space_id, folder_id, kind, sort_key, id)
    WHERE in_library = 1 AND deleted_at IS NULL;
-- The same orders of everything in a space, for the search, and the people who added files.
CREATE INDEX files_by_sort_key ON files (space_id, sort_key, id) WHERE deleted_at IS NULL;
CREATE INDEX files_by_time ON files (space_id, added_at, id) WHERE deleted_at IS NULL;
CREATE INDEX files_by_size ON files (space_id, size, id) WHERE deleted_at IS NULL;
CREATE INDEX files_by_kind ON files (space_id, kind, sort_key, id) WHERE deleted_at IS NULL;
CREATE INDEX files_by_person ON files (space_id, added_by) WHERE deleted_at IS NULL;
-- The files of a period, for the statistics.
CREATE INDEX files_by_creation ON files (created_at) WHERE deleted_at IS NULL;
CREATE INDEX files_in_trash ON files (deleted_at) WHERE deleted_at IS NOT NULL;
-- Files of posts and drafts, of which those without a post are deleted.
CREATE INDEX files_of_posts ON files (created_at) WHERE in_library = 0;

CREATE TABLE file_versions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL REFERENCES blobs (hash),
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (file_id, number)
);
CREATE INDEX file_versions_by_hash ON file_versions (hash);

-- The files that the present text of a post names.
CREATE TABLE post_files (
    post_seq BIGINT NOT NULL REFERENCES posts (seq) ON DELETE CASCADE,
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (post_seq, file_id)
);
CREATE INDEX post_files_by_file ON post_files (file_id);

-- The files of notes on deals. A file without a note was uploaded for one that is not added yet.
CREATE TABLE deal_files (
    id TEXT PRIMARY KEY,
    deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    note_id TEXT REFERENCES deal_notes (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size BIGINT NOT NULL,
    hash TEXT NOT NULL REFERENCES blobs (hash),
    created_by TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX deal_files_by_deal ON deal_files (deal_id, id);
CREATE INDEX deal_files_by_note ON deal_files (note_id, id) WHERE note_id IS NOT NULL;
CREATE INDEX deal_files_by_hash ON deal_files (hash);
CREATE INDEX deal_files_without_note ON deal_files (created_at) WHERE note_id IS NULL;

-- Uploads that have not ended, and for a while those that have, so that a client whose last answer was lost learns the file.
-- Each is for a space or for a note on a deal. target is domain::file::upload::Target as JSON, path a JSON array of folder
-- names.
CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES users (id),
    space_id TEXT REFERENCES spaces (id) ON DELETE CASCADE,
    target TEXT,
    deal_id TEXT REFERENCES deals (id) ON DELETE CASCADE,
    request TEXT,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    file_id TEXT REFERENCES files (id) ON DELETE CASCADE,
    deal_file_id TEXT REFERENCES deal_files (id) ON DELETE CASCADE,
    UNIQUE (person_id, request),
    CHECK (CASE WHEN space_id IS NULL THEN 1 ELSE 0 END + CASE WHEN deal_id IS NULL THEN 1 ELSE 0 END = 1)
);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);
CREATE INDEX uploads_by_space ON uploads (space_id) WHERE space_id IS NOT NULL;
CREATE INDEX uploads_by_deal ON uploads (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX uploads_by_file ON uploads (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX uploads_by_deal_file ON uploads (deal_file_id) WHERE deal_file_id IS NOT NULL;

-- The settings of files (domain::file::rules); one row.
CREATE TABLE file_rules (
    only BIGINT PRIMARY KEY CHECK (only = 1),
    version BIGINT NOT NULL,
    largest BIGINT NOT NULL,
    quota BIGINT,
    keep_originals BIGINT NOT NULL
);
INSERT INTO file_rules (only, version, largest, quota, keep_originals) VALUES (1, 1, 2147483648, NULL, 0);
