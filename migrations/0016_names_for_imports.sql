-- An import finds the spaces and people that a file names, however many others there are.
CREATE INDEX spaces_by_folded_name ON spaces (name_folded);
CREATE INDEX users_by_folded_name ON users (name_folded);
