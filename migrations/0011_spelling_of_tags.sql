-- How a space spells a tag, where not as the tag does: who tags a space does not change how spaces out of their sight look.
ALTER TABLE space_tags ADD COLUMN spelling TEXT NOT NULL DEFAULT '';
