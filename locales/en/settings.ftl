# Account settings.
settings-title = Account settings
settings-profile = Profile
settings-users = Users
settings-import = Import
settings-trash = Trash
settings-save = Save
settings-cancel = Cancel

# Users.
users-invite = Invite user
users-invite-submit = Create link
users-name = Name
users-email = E-mail
users-role = Role
users-role-help = Administrators invite people, change account settings and can open every space.
users-role-administrator = Administrator
users-role-user = User
users-status = Status
users-status-invited = Invited
users-status-active = Active
users-status-deactivated = Deactivated
users-last-seen = Last seen
users-never-seen = Never
users-you = (you)
users-actions = Actions
users-actions-of = Actions for { $name }
users-make-administrator = Make administrator
users-make-user = Make user
users-role-changed = The role of { $name } is changed.
users-new-link = New link
users-link-title = Link for one sign-in
users-link = Link
users-link-help = Give this link to { $name }. It works once and is shown only here.
users-copy-link = Copy link
users-link-copied = The link is copied.
users-link-not-copied = The browser did not allow copying. The link is selected: press Ctrl+C.
users-deactivate = Deactivate
users-deactivate-title = Deactivate { $name }?
users-deactivate-help = They are signed out at once and can open nothing any more. Their name stays where they acted.
users-hand-over-help =
    { $count ->
        [one] They own { $count } space. Choose who takes it over.
       *[other] They own { $count } spaces. Choose who takes them over.
    }
users-heir = New owner
users-deactivated = { $name } is deactivated.
users-activate = Activate
users-activated = { $name } can sign in again.
users-no-access = Only administrators see the users
users-no-access-help = Ask an administrator of your account to invite somebody or to change a role.

# One's own settings.
profile-saved = Your settings are saved.
profile-theme = Theme
profile-theme-system = As on this device
profile-theme-light = Light
profile-theme-dark = Dark
profile-time-zone = Time zone
profile-compact-rows = Compact rows in lists
profile-shortcuts = Single-key shortcuts
profile-shortcuts-help = For example c for quick add and / for search. They never act while you type.
profile-password = Password
profile-password-current = Current password
profile-password-new = New password
profile-password-change = Change password
profile-password-changed = The password is changed. You are signed out everywhere else.
profile-sessions = Sessions
profile-sessions-help = If you left a computer signed in, end all sessions and sign in again here.
profile-sign-out-everywhere = Sign out everywhere
profile-sign-out-title = Sign out everywhere?
profile-sign-out-text = Every browser and device is signed out, this one too.

# Trash.
trash-help = Deleted spaces stay here for 30 days. Until then they can be restored with everything in them.
trash-empty = The trash is empty
trash-empty-help = A space that you delete waits here for 30 days.
trash-name = Name
trash-visibility = Visibility
trash-owner = Owner
trash-deleted = Deleted
trash-gone = Gone on
trash-restore = Restore
trash-restore-name = Restore { $name }
trash-restored = { $name } is restored.
trash-pages = Pages of the trash
trash-previous = Previous
trash-next = Next
