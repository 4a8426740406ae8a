-- Whether names that earlier versions stored with invisible characters were cleaned (store/engine/clean_names.rs).
ALTER TABLE account ADD COLUMN names_cleaned BIGINT NOT NULL DEFAULT 0;
