-- Deals: who may see one is its owner, its people and administrators (domain::deal::access).

CREATE TABLE deal_stages (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- An account that is there already gets a pipeline to begin with; a new one gets it when it is set up.
INSERT INTO deal_stages (id, name, name_folded, position, created_at)
SELECT '019a0000-0000-7000-8000-000000000001',
    CASE a.language WHEN 'pl' THEN 'Kontakt' ELSE 'Lead' END, CASE a.language WHEN 'pl' THEN 'kontakt' ELSE 'lead' END,
    1, a.created_at FROM account a;
INSERT INTO deal_stages (id, name, name_folded, position, created_at)
SELECT '019a0000-0000-7000-8000-000000000002',
    CASE a.language WHEN 'pl' THEN 'Rozpoznanie' ELSE 'Qualified' END,
    CASE a.language WHEN 'pl' THEN 'rozpoznanie' ELSE 'qualified' END, 2, a.created_at FROM account a;
INSERT INTO deal_stages (id, name, name_folded, position, created_at)
SELECT '019a0000-0000-7000-8000-000000000003',
    CASE a.language WHEN 'pl' THEN 'Oferta' ELSE 'Proposal' END,
    CASE a.language WHEN 'pl' THEN 'oferta' ELSE 'proposal' END, 3, a.created_at FROM account a;
INSERT INTO deal_stages (id, name, name_folded, position, created_at)
SELECT '019a0000-0000-7000-8000-000000000004',
    CASE a.language WHEN 'pl' THEN 'Negocjacje' ELSE 'Negotiation' END,
    CASE a.language WHEN 'pl' THEN 'negocjacje' ELSE 'negotiation' END, 4, a.created_at FROM account a;

-- value is the amount times a million.
CREATE TABLE deals (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_words TEXT NOT NULL,
    description TEXT NOT NULL,
    value BIGINT,
    currency TEXT NOT NULL,
    stage_id TEXT NOT NULL REFERENCES deal_stages (id),
    owner_id TEXT NOT NULL REFERENCES users (id),
    state TEXT NOT NULL,
    closed_at BIGINT,
    closed_by TEXT REFERENCES users (id),
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX deals_by_name ON deals (name_key, id);
CREATE INDEX deals_by_change ON deals (changed_at, id);
CREATE INDEX deals_by_owner ON deals (owner_id, id);
CREATE INDEX deals_by_stage ON deals (stage_id, id);

CREATE TABLE deal_people (
    deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (deal_id, user_id)
);
CREATE INDEX deal_people_by_user ON deal_people (user_id, deal_id);

CREATE TABLE deal_notes (
    id TEXT PRIMARY KEY,
    deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    author_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX deal_notes_by_deal ON deal_notes (deal_id, id);

-- What happened with a deal; detail is JSON (domain::deal::DealEvent).
CREATE TABLE deal_activities (
    id TEXT PRIMARY KEY,
    deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    actor_id TEXT NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX deal_activities_by_deal ON deal_activities (deal_id, id);

-- The spaces that deliver a deal.
CREATE TABLE deal_spaces (
    space_id TEXT PRIMARY KEY REFERENCES spaces (id) ON DELETE CASCADE,
    deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE INDEX deal_spaces_by_deal ON deal_spaces (deal_id, space_id);
