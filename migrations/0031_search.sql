-- The search over everything.

-- The numbers of files in the full-text index of their names. public is 1 if the index shows the file to everyone.
CREATE TABLE file_numbers (
    number INTEGER PRIMARY KEY,
    file_id TEXT NOT NULL UNIQUE REFERENCES files (id) ON DELETE CASCADE,
    public BIGINT NOT NULL
);

-- Words of the names of files, each with the mark of its audience (store/files/index).
CREATE VIRTUAL TABLE files_search USING fts5(
    words, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- First posts with a title get further terms, for searches in titles alone. The sweep indexes what the index lacks.
DELETE FROM posts_search WHERE rowid IN (
    SELECT p.seq FROM topics t JOIN posts p ON p.topic_id = t.id AND p.number = t.first_post
    WHERE t.title <> '' OR t.kind = 'link'
);
