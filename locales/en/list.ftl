# The list of spaces.
list-title = Spaces
list-search = Search spaces
list-add-space = Add space
list-import-spaces = Import spaces
list-count-over = over 10,000 spaces
list-over-ceiling = over 10,000

# Groups.
list-groups = Groups
list-show-groups = Show groups
list-manage-groups = Manage groups
list-all-spaces = All spaces
list-no-group = No group
list-no-groups-yet = There are no groups yet.
list-group-name = Name of the new group
list-group-colour = Colour
list-group-add = Add group
list-group-name-of = Name of { $name }
list-group-colour-of = Colour of { $name }
list-group-up = Move { $name } up
list-group-down = Move { $name } down
list-group-delete = Delete { $name }
list-group-delete-title = Delete the group { $name }?
list-group-delete-text = The group goes away for everyone. Its spaces stay, without this group.
list-group-delete-confirm = Delete group
list-hue-teal = Teal
list-hue-blue = Blue
list-hue-indigo = Indigo
list-hue-violet = Violet
list-hue-pink = Pink
list-hue-red = Red
list-hue-orange = Orange
list-hue-amber = Amber
list-hue-green = Green
list-hue-grey = Grey

# Filters.
list-filters = Filters
list-filters-in-use = Filters in use
list-filters-apply = Show spaces
list-clear-all = Clear all
list-take-off = Remove the filter { $filter }
list-unread = Unread
list-filter-unread = Only spaces with unread topics
list-filter-group = Group
list-filter-tag = Tag
list-filter-visibility = Visibility
list-filter-owner = Owner
list-filter-from = Created from
list-filter-to = Created to
list-filter-by = Created by
list-filter-state = State
list-state-active = Active
list-state-archived = Archived
list-state-trash = In the trash
list-pill-group = Group: { $name }
list-pill-tag = Tag: { $name }
list-pill-owner = Owner: { $name }
list-pill-from = Created from { $day }
list-pill-to = Created to { $day }
list-pill-by = Created by { $name }
list-pill-import = From an import
list-pill-unseen = A filter that you cannot see

# Table.
list-column-name = Name
list-column-groups = Groups
list-column-tags = Tags
list-column-owner = Owner
list-column-people = People
list-column-activity = Last activity
list-column-menu = Actions
list-row-menu = Actions for { $name }
list-edit = Edit
list-select-row = Select { $name }
list-select-page = Select all on this page
list-pages = Pages
list-previous = Previous
list-next = Next
list-archived = { $name } archived
list-restored = { $name } restored
list-deleted = { $name } moved to the trash
list-delete-title = Delete { $name }?
list-delete-text = What is deleted waits in the trash for 30 days. Until then its owner and administrators can restore it.

# Empty.
list-empty = There are no spaces yet.
list-empty-add = Add the first space
list-empty-import = Import from a spreadsheet
list-search-lags = Search does not know all of the spaces just imported yet; in a moment it looks again.
list-nothing-found = No space matches.
list-past-the-end = There are no spaces on this page any more.
list-first-page = First page

# List operations.
list-operations = List operations
list-operations-menu = Operations
list-operation-running = Working
list-ticked = { $count } selected
list-ticked-over = over 10,000 selected
list-select-all = Select all { $count } matching
list-select-all-over = Select all matching (over 10,000)
list-select-all-uncounted = Select all matching
list-untick-all = Clear selection
list-apply = Apply
list-cancel = Cancel
list-undo = Undo
list-operation-people = People
list-recent = Recent operations
list-recent-none = You have done no list operations yet.
list-recent-undone = Undone
list-recent-undone-in-part =
    { $count ->
        [one] Undone, apart from { $count } space
       *[other] Undone, apart from { $count } spaces
    }
list-undo-again = Try again
list-undo-show = Show which
list-left-more = and { $count } more
left-not-allowed = you may not do this there
left-too-many = it would hold more than a space may
left-changed-since = somebody changed the same thing since
left-not-offered = the level that it had is no longer offered
left-can-be-undone = it can be undone now
list-changed =
    { $count ->
        [one] { $count } space changed
       *[other] { $count } spaces changed
    }
list-will-change =
    { $count ->
        [0] Nothing will change.
        [one] { $count } space will change.
       *[other] { $count } spaces will change.
    }
list-operation-done =
    { $count ->
        [0] { $operation }: nothing changed
        [one] { $operation }: { $count } space changed
       *[other] { $operation }: { $count } spaces changed
    }
list-undone =
    { $count ->
        [0] Nothing was taken back.
        [one] Undone: { $count } space is as it was.
       *[other] Undone: { $count } spaces are as they were.
    }
# Why spaces are left alone, 'before' an act and after it
skip-not-allowed = { $count } of { $total } { $when ->
        [before] will be skipped
       *[after] skipped
    }, because you may not do this there.
skip-nothing-to-do = { $count } of { $total } { $when ->
        [before] will be skipped
       *[after] skipped
    }, because it is so already.
skip-too-many = { $count } of { $total } { $when ->
        [before] will be skipped
       *[after] skipped
    }, because { $count ->
        [one] it
       *[other] they
    } would hold more than a space may.
skip-changed-since = { $count } of { $total } skipped, because somebody changed { $count ->
        [one] it
       *[other] them
    } since.
skip-gone = { $count } of { $total } skipped, because { $count ->
        [one] it is
       *[other] they are
    } gone.
skip-not-offered = { $count } of { $total } skipped, because the level that { $count ->
        [one] it
       *[other] they
    } had is no longer offered in your account.
list-levels-kept = A level that is no longer offered in your account cannot be chosen here. Spaces that have it keep it until another is chosen.
operation-add-to-group = Add to group
operation-remove-from-group = Remove from group
operation-add-tag = Add tag
operation-remove-tag = Remove tag
operation-change-visibility = Change visibility
operation-change-owner = Change owner
operation-give-access = Give access
operation-take-access = Take away access
operation-archive = Archive
operation-restore = Restore
operation-delete = Delete
