# A space's form.
space-add-title = Add space
space-edit-title = Edit space
space-edit-refused = Only people with access may change this space
space-edit-back = Back to the space
space-edit-refused-help = Its owner is { $owner }; ask them for access.
space-name = Name
space-description = Description
space-groups = Groups
space-tags = Tags
space-tags-help = Enter or a comma makes a tag.
space-visibility = Visibility
space-people = People with access
space-people-help = You and administrators always have access.
space-people-help-edit = The owner and administrators always have access.
space-more-fields = More fields
space-create-group = Add group
space-create-tag = Add tag
space-add = Add
space-add-another = Add and create another
space-save = Save
space-cancel = Cancel
space-added = { $name } added
space-keys-add = Ctrl+Enter adds from any field, Ctrl+Shift+Enter adds and starts another.
space-keys-save = Ctrl+Enter saves from any field.
space-access-ruled = The owner and administrators decide who has access.
space-conflict = Somebody changed this space meanwhile
space-conflict-help = Your changes are not saved yet. ‘Keep mine’ saves what you changed and leaves the rest as it is now; ‘Take theirs’ drops what you changed.
space-conflict-field = Field
space-conflict-theirs = Theirs
space-conflict-mine = Yours
space-conflict-unchanged = Not changed by you
space-conflict-keep-mine = Keep mine
space-conflict-take-theirs = Take theirs
space-fields-changed = The custom fields were changed while you were typing; below they are as they are now. Look at them, then save again.
space-field-gone = { $field } is no longer asked for. You had there: { $value }
space-nothing = Nothing

# A space's page.
space-edit = Edit
space-menu = More about this space
space-about = About
space-no-description = No description yet.
space-created = Created
space-owner = Owner
space-owner-mark = owner
space-person-inactive = (deactivated)
space-is-archived = This space is archived.
space-is-trash = This space is in the trash.
space-gone-on = It will be deleted for good:
space-restore = Restore
space-restored = Space restored
space-archive = Archive
space-archive-title = Archive this space?
space-archive-text = It leaves the list and stays under the filter for archived spaces. Nobody loses access, and it can be restored at any time.
space-archived = Space archived
space-delete = Delete
space-delete-title = Delete this space?
space-delete-text = It goes to the trash for 30 days. There only the owner and administrators see it, and can restore it.
space-deleted = Space moved to the trash
space-hand-over = Hand over
space-hand-over-title = Hand over this space
space-hand-over-text = The new owner decides about access, visibility and deleting. { $owner } stays as a member.
space-new-owner = New owner
space-handed-over = { $name } is the owner now
space-change-owner = Change owner
space-choose-person = Choose a person.
space-choose-people = Choose at least one person.
space-change-visibility = Change visibility
space-visibility-changed = Visibility changed
space-will-public = Everyone in the account will find and open this space.
space-will-private =
    { $count ->
        [0] Only the owner and administrators will open it. Everyone else will see its name, owner and groups, nothing more.
        [one] Only the owner, { $count } member and administrators will open it. Everyone else will see its name, owner and groups, nothing more.
       *[other] Only the owner, { $count } members and administrators will open it. Everyone else will see its name, owner and groups, nothing more.
    }
space-will-hidden =
    { $count ->
        [0] Only the owner and administrators will see it. For everyone else it will not exist.
        [one] Only the owner, { $count } member and administrators will see it. For everyone else it will not exist.
       *[other] Only the owner, { $count } members and administrators will see it. For everyone else it will not exist.
    }
space-seen-public = Everyone in the account opens this space; the people below may edit it.
space-seen-private = The people below and administrators open this space. Others see its name, owner and groups.
space-seen-hidden = Only the people below and administrators know that this space exists.
space-give-access = Give access
space-give-access-to = Give access to
space-access-given =
    { $count ->
        [one] Access given to { $count } person
       *[other] Access given to { $count } people
    }
space-take-access = Take access away
space-take-access-of = Take access away from { $name }
space-access-taken = { $name } no longer has access
space-loses-public = { $name } will still open this public space but will not edit it any more.
space-loses-private = { $name } will not open this space any more, and will see only its name, owner and groups. An administrator keeps access.
space-loses-hidden = For { $name } this space will not exist any more. An administrator keeps access.
space-no-access = This space is private and you are not among its people.
space-ask-owner = { $owner } or an administrator can give you access.
space-ask-administrator = An administrator can give you access.

# What happened in a space.
space-activity = Activity
space-older = Older
space-did-create = Added the space
space-did-import = Imported the space
space-did-edit = Changed: { $fields }
space-edited-name = name
space-edited-description = description
space-edited-groups = groups
space-edited-tags = tags
space-edited-board = columns of the board
space-did-change-visibility = Changed visibility from { $from } to { $to }
space-did-hand-over = Changed owner from { $from } to { $to }
space-did-give-access = Gave access to: { $people }
space-did-take-access = Took access away from: { $people }
space-did-archive = Archived the space
space-did-restore = Restored the space
space-did-delete = Moved the space to the trash
space-did-undo = Took back an import or a list operation
space-did-add-file = Added a file: { $name }
space-did-add-files =
    { $count ->
        [one] Added { $count } file
       *[other] Added { $count } files
    }
space-did-delete-file = Moved to the trash: { $name }
space-did-delete-files =
    { $count ->
        [one] Moved { $count } file or folder to the trash
       *[other] Moved { $count } files and folders to the trash
    }
space-form-gone = This can no longer be saved: it was deleted, or is not open to you any more. What you wrote is kept in this browser.

# The file of a space's conversation
conversation-closed = Closed.
conversation-export-markdown = Export conversation (Markdown)
conversation-export-json = Export conversation (JSON)
# People of a space: requests, leaving, the people of another space.
space-requests = Requests for access
space-leave = Leave space
space-leave-title = Leave this space?
space-leave-public = You will still open this public space but will not edit it any more. What you follow in it stays as it is.
space-leave-private = You will not open this space any more, and will see only its name, owner and groups. Notices from it go. You can ask for access again.
space-leave-hidden = For you this space will not exist any more, and notices from it go. Only its owner or an administrator can give you access again.
space-left = You have left the space
space-add-people-of = Add people of another space
space-add-people-of-help = Its owner and members become members here; they keep their access there.
space-add-people = Add people
space-choose-space = Choose a space.
space-people-added =
    { $count ->
        [0] Everybody had access already
        [one] Access given to { $count } person
       *[other] Access given to { $count } people
    }

# In posts, for people and spaces that the reader may not see
mention-of-nobody = somebody
mention-of-no-space = a space
