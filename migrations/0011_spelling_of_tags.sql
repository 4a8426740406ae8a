-- How a space spells a tag, and what it sorts by there, where not as the tag does: who tags a space does not change how
-- spaces out of their sight look, and does not see by any order how those spell it.
ALTER TABLE space_tags ADD COLUMN spelling TEXT NOT NULL DEFAULT '';
ALTER TABLE space_tags ADD COLUMN spelling_key TEXT NOT NULL DEFAULT '';
