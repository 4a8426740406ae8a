-- Saved views of the list of spaces. A view holds the query of an address and no more: it is read as any address is.
CREATE TABLE saved_views (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    query TEXT NOT NULL,
    shared BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX saved_views_by_owner ON saved_views (owner_id, name_folded);
CREATE INDEX saved_views_shared ON saved_views (owner_id) WHERE shared = 1;
