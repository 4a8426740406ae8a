-- What a space is for: 'discussion', 'knowledge', 'trainings', 'ideas', 'links' or 'project'; '' if nobody has said so.
ALTER TABLE spaces ADD COLUMN preset TEXT NOT NULL DEFAULT '';
