# What administrators decide for the account.
account-no-access = Only administrators can open this page
account-no-access-help = Ask an administrator of your account.
to-start = To the first page

# Add-ons.
settings-add-ons = Integrations and add-ons
add-ons-lead = Parts of the product that your account uses. Switching one off hides it from everyone and deletes nothing.
add-on-spaces = Spaces
add-on-spaces-about = Working areas for one topic each: to discuss it, to share files and links, to run a project.
add-on-spaces-enable = Enable Spaces support
add-on-spaces-on = Spaces is on for everyone in the account.
add-on-spaces-off = Spaces is off: its pages, search and quick add are gone for everyone. What is in spaces is kept, and is back when it is switched on.
add-on-spaces-is-off = Spaces is switched off
add-on-off-why = An administrator switched this add-on off, so its pages do not exist for anyone. Nothing in it was deleted. Only administrators see this reason.

# Visibility and rights of spaces.
settings-visibility = Visibility
rules-title = Visibility of spaces
rules-levels = Levels that may be used
rules-levels-help = At least one level is used. Spaces that have another level already keep it.
rules-public-means = Everyone in the account sees the space and can open it.
rules-private-means = Everyone sees its name, owner and groups; only its people open it.
rules-hidden-means = Only its people and administrators know that it exists.
rules-default = Default visibility
rules-add-spaces = Who may add spaces
rules-edit-groups = Who may manage groups
rules-edit-groups-help = Add, rename and colour. Deleting and ordering groups is always the administrators’.
rules-import-and-export = Who may import and export
rules-import-help = Rows of an import add spaces and groups only for those who may add them by hand.
rules-who-everybody = Everybody
rules-who-administrators = Administrators
rules-conflict = Somebody else saved these settings meanwhile. Your choices are still below; save again to put them in place of these:
rights-title = Rights of each role
rights-lead = What the server allows, with the settings above as they are saved. In a hidden space an outsider has no rights: for them it does not exist.
rights-action = Right
rights-yes = Yes
rights-no = No
rights-with-a-space = With a space
rights-in-the-account = In the account
rights-part-outsider-hidden = Outsider, hidden space
rights-part-outsider-private = Outsider, private space
rights-part-anyone-public = Anyone, public space
rights-part-member = Member
rights-part-owner = Owner
rights-part-administrator = Administrator
right-find = Know that it exists: name, owner, groups
right-open = Read it
right-leave = Leave it
right-discuss = Write topics and replies, react
right-edit = Edit name, description, groups, tags, custom fields
right-manage-people = Give and take access
right-change-visibility = Change visibility
right-hand-over = Change the owner
right-archive = Archive
right-restore = Bring back from the archive or the trash
right-delete = Delete
right-use-account = Use lists, see colleagues’ names, change one’s own profile
right-add-space = Add spaces
right-add-deal = Add deals
right-import = Import
right-export = Export
right-edit-groups = Add, rename and colour groups
right-manage-groups = Delete and order groups
right-manage-users = Manage users
right-manage-settings = Change account settings
right-read-audit-log = Read the audit log
space-level-kept = “{ $level }” is no longer offered in your account. This space keeps it until another level is chosen.
space-add-no-access = Only administrators add spaces in your account
import-no-access = Only administrators import in your account

# Numbers.
reason-out-of-range = Choose a number from { $min } to { $max }.

# The audit log.
settings-audit-log = Audit log
audit-lead = Who did what in the account: sign-ins and refused ones, people and rights, looks into closed spaces, imports, exports, deletions, settings.
audit-when = When
audit-when-utc = When (UTC)
audit-who = Who
audit-kind = Kind
audit-what = What happened
audit-person = Person
audit-from = From
audit-to = To
audit-anything = Everything
audit-anybody = Anybody
audit-show = Show
audit-more = Show more
audit-export-button = Export
audit-none = No line matches
audit-none-help = Choose another kind, person or period.
audit-show-all = Show all lines
audit-by-the-server = The server or its command line
audit-by-nobody = Nobody signed in
audit-gone = (gone)
audit-kept-title = How long lines are kept
audit-kept-days = Days
audit-kept-help = Older lines are removed every day. From { $min } to { $max } days.
audit-kept-saved =
    { $count ->
        [one] Lines are kept for { $count } day.
       *[other] Lines are kept for { $count } days.
    }
audit-topic-sign-in = Sign-in
audit-topic-signed-in = Sign-ins that succeeded
audit-topic-people = People and roles
audit-topic-access = Access to spaces and deals
audit-topic-look = Look into a closed space
audit-topic-deletion = Deletion
audit-topic-conversation = Conversations
audit-topic-operation = List operation
audit-topic-import = Import
audit-topic-export = Export
audit-topic-settings = Settings
audit-topic-other = Other
audit-signed-in = Signed in from { $from }
audit-sign-in-refused = Sign-in refused for { $email } from { $from }: wrong e-mail or password
audit-sign-in-paused = Sign-in held back for { $email } from { $from }: too many wrong tries
audit-no-email = (no e-mail address)
audit-signed-out-everywhere = Signed out everywhere
audit-password-set = Set a password by a link, from { $from }
audit-password-changed = Changed their own password
audit-account-set-up = Set the account up
audit-user-added = Added { $about } on the command line
audit-user-invited = Invited { $about } as { $role }
audit-reset-link = Made a link to a new password for { $about }
audit-role-changed = Changed the role of { $about } to { $role }
audit-user-deactivated =
    { $count ->
        [0] Deactivated { $about }
        [one] Deactivated { $about } and handed over { $count } space
       *[other] Deactivated { $about } and handed over { $count } spaces
    }
audit-user-activated = Activated { $about } again
audit-access-given = Gave access to “{ $about }”: { $people }
audit-access-taken = Took away access to “{ $about }”: { $people }
audit-access-requested = Asked for access to “{ $about }”
audit-access-granted = Granted the request for access to “{ $about }”: { $people }
audit-access-declined = Declined the request for access to “{ $about }”: { $people }
audit-visibility-changed = Changed the visibility of “{ $about }” from { $from } to { $to }
audit-owner-changed = Changed the owner of “{ $about }” from { $from } to { $to }
audit-space-opened = Looked into the closed space “{ $about }”
audit-space-deleted = Deleted the space “{ $about }”
audit-user-added-as = Added { $about } as { $role } on the command line
audit-deal-access-given = Gave access to the deal “{ $about }”: { $people }
audit-deal-access-taken = Took away access to the deal “{ $about }”: { $people }
audit-deal-owner-changed = Changed the owner of the deal “{ $about }” from { $from } to { $to }
audit-topic-deleted = Deleted the topic { $topic } by { $author } in “{ $about }”
audit-topic-moved = Moved the topic { $topic } by { $author } from “{ $about }” to “{ $to }”
audit-post-deleted = Deleted a post by { $author } in “{ $about }”, topic: { $topic }
audit-topic-without-title = (no title)
audit-deal-deleted = Deleted the deal “{ $about }”
audit-space-purged =
    { $count ->
        [one] { $count } space left the trash for good: { $about }
       *[other] { $count } spaces left the trash for good: { $about }
    }
audit-stage-added = Added the stage “{ $stage }” to the pipeline
audit-stage-renamed = Renamed the stage “{ $from }” to “{ $to }”
audit-stages-ordered = Put the stages of the pipeline into another order
audit-stage-deleted =
    { $count ->
        [0] Deleted the stage “{ $about }”
        [one] Deleted the stage “{ $about }” and moved { $count } deal from it
       *[other] Deleted the stage “{ $about }” and moved { $count } deals from it
    }
audit-group-deleted =
    { $count ->
        [one] Deleted the group “{ $about }” with { $count } space
       *[other] Deleted the group “{ $about }” with { $count } spaces
    }
audit-operation =
    { $count ->
        [one] List operation “{ $about }”: { $count } space
       *[other] List operation “{ $about }”: { $count } spaces
    }
audit-operation-taken-back =
    { $count ->
        [one] Took back “{ $about }”: { $count } space
       *[other] Took back “{ $about }”: { $count } spaces
    }
audit-operation-undone =
    { $count ->
        [one] Took a list operation back: { $count } space
       *[other] Took a list operation back: { $count } spaces
    }
audit-import = Imported { $file }: { $added } added, { $updated } updated, { $skipped } skipped
audit-import-undone =
    { $count ->
        [one] Took the import { $about } back: { $count } space
       *[other] Took the import { $about } back: { $count } spaces
    }
audit-export =
    { $count ->
        [one] Exported: { $about }, { $count } row
       *[other] Exported: { $about }, { $count } rows
    }
audit-files-deleted =
    { $count ->
        [one] Deleted { $count } file or folder of another person in “{ $about }”
       *[other] Deleted { $count } files and folders of other people in “{ $about }”
    }
audit-files-downloaded =
    { $count ->
        [one] Downloaded { $count } file of “{ $about }” as zip
       *[other] Downloaded { $count } files of “{ $about }” as zip
    }
audit-exported-spaces = spaces
audit-exported-statistics = statistics
audit-exported-audit-log = audit log
audit-exported-conversation = conversation of a space
audit-add-on-on = Switched the add-on { $add-on } on
audit-add-on-off = Switched the add-on { $add-on } off
audit-rules-changed = Changed the settings of spaces. { $changes }
audit-file-rules-changed = Changed the settings of files. { $changes }
audit-file-largest = Largest file
audit-file-quota = Room for all files
audit-file-no-quota = only the disk limits it
audit-file-megabytes = { $count } MB
audit-file-originals = Keep position and camera in pictures
audit-file-yes = yes
audit-file-no = no
audit-kept =
    { $count ->
        [one] The audit log is kept for { $count } day
       *[other] The audit log is kept for { $count } days
    }
audit-unknown = { $word }: { $text }
