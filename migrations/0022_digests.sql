-- The time of the newest notice that a digest told of, or when digests were switched on. The next digest is about newer
-- ones.
ALTER TABLE mail_settings ADD COLUMN digest_up_to BIGINT NOT NULL DEFAULT 0;
