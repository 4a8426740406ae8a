-- Tasks. The due day is a column of the topic, as the assignee is: the list of a person's tasks is read by one index.
ALTER TABLE topics ADD COLUMN due_day TEXT;
CREATE INDEX topics_of_assignee ON topics (assignee_id, due_day, id)
    WHERE assignee_id IS NOT NULL AND kind = 'task' AND state = 'open' AND deleted_at IS NULL;
CREATE INDEX topics_by_due_day ON topics (space_id, state, due_day, number) WHERE kind = 'task' AND deleted_at IS NULL;

-- A row for each topic that is or was a task. space_id is that of the topic. Cards of a column are ordered by order_key
-- (domain::topic::task); tasks in the last column of the board are closed, all others are open. repetition is JSON.
-- successor_of is the task after which this one followed, however often that one was done.
-- remind_at is the instant of the next reminder, milliseconds since the Unix epoch.
CREATE TABLE tasks (
    topic_id TEXT PRIMARY KEY REFERENCES topics (id) ON DELETE CASCADE,
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    column_id TEXT NOT NULL,
    order_key TEXT NOT NULL,
    repetition TEXT,
    successor_of TEXT UNIQUE REFERENCES topics (id) ON DELETE SET NULL,
    remind_days BIGINT,
    remind_minute BIGINT,
    remind_at BIGINT
);
CREATE INDEX tasks_by_place ON tasks (space_id, column_id, order_key, topic_id);
CREATE INDEX tasks_by_reminder ON tasks (remind_at) WHERE remind_at IS NOT NULL;

-- The columns of boards that somebody has changed. A name is '' until the column is renamed.
CREATE TABLE task_columns (
    space_id TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (space_id, id)
);

CREATE TABLE checklist_items (
    id TEXT PRIMARY KEY,
    topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    text TEXT NOT NULL,
    done BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX checklist_items_by_topic ON checklist_items (topic_id, position);

-- Topics that became tasks before there was this table.
INSERT INTO tasks (topic_id, space_id, column_id, order_key)
SELECT t.id, t.space_id, CASE t.state WHEN 'closed' THEN '00000000-0000-0000-0000-000000000003'
    ELSE '00000000-0000-0000-0000-000000000001' END, 'i' FROM topics t WHERE t.kind = 'task';
