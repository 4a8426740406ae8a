-- Counts an import's chunks as they are kept: rows that were read before the writer's turn came are those that wait, or not.
ALTER TABLE imports ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
