-- Whether lists stand in rows of 32 px instead of 40.
ALTER TABLE users ADD COLUMN compact_rows BIGINT NOT NULL DEFAULT 0;
