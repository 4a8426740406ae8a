# Tasks: the panel on a topic's page, the board and the list of a space, and the tasks of a person.

tasks = Tasks
task-panel = Task
task-assignee = Assigned to
task-nobody = Nobody
task-due = Due day
task-due-none = No due day
task-due-clear = Remove the due day
task-column = Column
task-overdue = Overdue
task-due-today = Today
task-due-tomorrow = Tomorrow
task-private = Only for me and the assignee
task-is-private = Only for its author and the assignee
task-private-on = Only you and the assignee see this task now
task-private-off = Everybody who can open the space sees this task now
column-todo = To do
column-doing = Doing
column-done = Done

# Repetition.
task-repeats = Repeats
task-repetition = Repetition
task-repeat-change = Change the repetition
task-repeat-never = Does not repeat
task-repeat-needs-due = Give the task a due day first.
task-repeat-unit = Unit
task-repeat-every = Every
task-repeat-unit-days = days
task-repeat-unit-weeks = weeks
task-repeat-unit-months = months
task-repeat-unit-years = years
task-repeat-on = On
task-repeat-day = Day of the month
task-repeat-last = Last day
task-repeat-save = Save
task-repeat-off = Stop repeating
repeats-days =
    { $every ->
        [one] Every day
       *[other] Every { $every } days
    }
repeats-weeks =
    { $every ->
        [one] Every week: { $days }
       *[other] Every { $every } weeks: { $days }
    }
repeats-months =
    { $every ->
        [one] Every month on day { $day }
       *[other] Every { $every } months on day { $day }
    }
repeats-months-last =
    { $every ->
        [one] Every month on the last day
       *[other] Every { $every } months on the last day
    }
repeats-years =
    { $every ->
        [one] Every year on { $date }
       *[other] Every { $every } years on { $date }
    }
weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun

# Reminders.
task-reminder = Reminder
reminder-none = None
reminder-on-day = On the day, at { $time }
reminder-before =
    { $days ->
        [one] A day before, at { $time }
       *[other] { $days } days before, at { $time }
    }

# Checklist.
checklist = Checklist
checklist-progress = { $done } of { $all } done
checklist-add = Add an item
checklist-item-edit = Edit
checklist-item-text = Text of the item
checklist-item-up = Move up
checklist-item-down = Move down
checklist-item-remove = Remove
checklist-item-menu = Actions for “{ $name }”
checklist-moved = Moved to place { $place } of { $all }
checklist-removed = Removed

# Board and list.
tasks-view = View
tasks-board = Board
tasks-list = List
tasks-open = Open
tasks-closed = Done
tasks-all = All
tasks-of-anybody = Assigned to anybody
tasks-of = Assigned to { $name }
tasks-mine = Assigned to me
tasks-assignee-filter = Assignee
tasks-empty = There are no tasks here yet.
tasks-empty-text = Add the first one in a column below.
tasks-none-found = No task matches the filters.
board-column-count =
    { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }
board-add = Add a task
board-add-to = Add a task to { $column }
board-more = Show more
board-card-place = { $column }, { $place } of { $all }
board-moved = Moved to { $column }, { $place } of { $all }
board-dragging = Dragging “{ $name }”
board-keys = Alt and arrow keys move the card.
board-columns = Columns
board-column-name = Name of the column
board-column-name-of = Name of “{ $name }”
board-column-rename = Rename
board-column-up = Move “{ $name }” left
board-column-down = Move “{ $name }” right
board-column-delete = Delete
board-column-delete-named = Delete “{ $name }”
board-column-new = New column
board-column-add = Add column
board-column-move-to = Its tasks go to
board-column-deleted = Column deleted
board-column-last = Tasks in this column are done.
task-replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
task-added = Task added
task-done = “{ $name }” is done
task-tick = Done: { $name }

# Several tasks at once.
tasks-chosen =
    { $count ->
        [one] { $count } task chosen
       *[other] { $count } tasks chosen
    }
tasks-choose = Choose “{ $name }”
tasks-choose-all = Choose all shown
tasks-choose-none = Choose none
tasks-bulk = Actions for the chosen tasks
tasks-assign = Assign
tasks-assign-nobody = To nobody
tasks-set-due = Set the due day
tasks-set-column = Move to
tasks-close = Mark as done
tasks-apply = Apply
tasks-changed =
    { $count ->
        [one] { $count } task changed
       *[other] { $count } tasks changed
    }
tasks-undone = Undone

# The tasks of a person.
my-tasks = My tasks
my-tasks-empty = Nothing is assigned to you.
my-tasks-empty-text = Tasks that are assigned to you in any space are listed here.
my-tasks-overdue = Overdue
my-tasks-today = Today
my-tasks-this-week = This week
my-tasks-later = Later
my-tasks-no-day = No due day
nav-my-tasks = My tasks

# Quick add.
quick-add-task = Task
quick-add-topic = Topic
quick-task-title = Add a task
quick-topic-title = Add a topic
quick-space = Space
quick-task-text = What is to be done
quick-add-to-space = Add
quick-opens = The form for the topic opens in the space.
quick-continue = Continue
