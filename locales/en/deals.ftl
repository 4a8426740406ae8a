# Deals: navigation, list, form, page, pipeline.
nav-deals = Deals
quick-add-deal = Deal
settings-pipeline = Pipeline
reason-last-stage = The pipeline needs a stage. Add another before you delete this one.
reason-stage-in-use = There are deals in this stage. Choose a stage for them.

# The list.
deals-title = Deals
deals-add = Add deal
deals-empty = There are no deals yet that you take part in
deals-nothing-found = No deal matches
deals-clear = Clear all
deals-search = Search deals
deals-find = Search
deals-all-stages = All stages
deals-all-states = All states
deals-added-in = Added: { $narrowed }
deals-closed-in = Closed: { $narrowed }
deals-count =
    { $count ->
        [one] { $count } deal
       *[other] { $count } deals
    }
deals-count-over = Over 10,000 deals
deals-pages = Pages of deals
deals-previous = Previous
deals-next = Next
deals-column-name = Name
deals-column-stage = Stage
deals-column-value = Value
deals-column-owner = Owner
deals-column-changed = Last change
deals-column-state = State
deal-state-open = Open
deal-state-won = Won
deal-state-lost = Lost

# The form.
deal-add-title = Add deal
deal-edit-title = Edit deal
deal-name = Name
deal-value = Value
deal-currency = Currency
deal-stage = Stage
deal-description = Description
deal-owner = Owner
deal-people = People
deal-people-help = Only the owner, these people and administrators will know that the deal exists.
deal-people-ruled = Only the owner or an administrator changes who may see this deal: { $people }.
deal-add = Add
deal-save = Save
deal-added = Added: { $name }
deal-conflict = Somebody else changed this deal meanwhile

# A deal's page.
deal-about = About the deal
deal-state = State
deal-created = Added
deal-no-description = There is no description yet.
deal-owner-mark = owner
deal-seen-by = Only these people and administrators know that this deal exists.
deal-spaces = Project spaces
deal-edit = Edit
deal-menu = More about this deal
deal-win = Mark as won
deal-lose = Mark as lost
deal-reopen = Reopen
deal-won = Marked as won
deal-lost = Marked as lost
deal-reopened = Reopened
deal-create-space = Create project space
deal-delete = Delete
deal-delete-title = Delete this deal?
deal-delete-text = The deal, its notes and their files will be gone for good. Spaces that were made of it stay.
deal-deleted = Deal deleted
deal-notes = Notes
deal-notes-help = Notes never cross over into a project space.
deal-note = New note
deal-add-note = Add note
deal-note-files = Files of this note
deal-note-files-gone = No longer there, and left out: { $names }. Attach them again, or add the note without them.
deal-note-wait = The note can be added when its files are uploaded or removed.
deal-older-notes = Older notes
deal-did-add = Added the deal
deal-did-edit = Edited the deal
deal-did-win = Marked the deal as won
deal-did-lose = Marked the deal as lost
deal-did-reopen = Reopened the deal
deal-did-hand-over = Changed owner from { $from } to { $to }
deal-did-add-people = Added: { $people }
deal-did-remove-people = Removed: { $people }

# The project's space.
project-group = Projects
project-from = A project space for the deal “{ $name }”
project-owner = Owner of the space
project-people = People from the deal
project-description = Take over the deal’s description
project-notes = The deal’s notes stay with the deal.
project-files = Files from the deal’s notes
project-files-help = The chosen ones are added to the library of the space. The deal keeps them too.
space-deal = Deal

# The pipeline.
pipeline-title = Pipeline
pipeline-help = The stages that deals go through. Their order here is their order in lists.
pipeline-no-access = Only administrators see the pipeline
pipeline-no-access-help = Ask an administrator to change its stages.
pipeline-name-of = Name of { $name }
pipeline-rename = Rename
pipeline-renamed = Stage renamed
pipeline-up = Move { $name } up
pipeline-down = Move { $name } down
pipeline-delete-named = Delete { $name }
pipeline-delete = Delete stage
pipeline-deleted = Stage deleted
pipeline-in-use =
    { $count ->
        [one] { $count } deal is in this stage and will move.
       *[other] { $count } deals are in this stage and will move.
    }
pipeline-unused = No deal is in this stage.
pipeline-move-to = Move its deals to
pipeline-new = New stage
pipeline-add = Add stage

# Handing over.
users-hand-over-deals =
    { $count ->
        [one] They own { $count } deal.
       *[other] They own { $count } deals.
    } Choose who takes over.
