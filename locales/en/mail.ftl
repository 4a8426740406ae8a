# E-mail.
mail-sent-by = Sent by Spaces
mail-stop = Stop e-mails of this kind
mail-test-subject = Spaces can send e-mail
mail-test-text = This is the test message of your Spaces server. Nothing needs to be done.
mail-link-once = The link works once. If it no longer works, ask an administrator of your account for a new one.
mail-invitation-subject = You are invited to Spaces
mail-invitation-text = { $name }, an administrator added you to Spaces, where your company discusses, shares and runs its projects. You sign in with { $email }.
mail-invitation-action = Choose a password and join
mail-new-password-subject = Your link to a new password
mail-new-password-text = { $name }, an administrator made a link with which you can choose a new password for { $email }. Your present password works until then.
mail-new-password-action = Choose a new password
mail-mention-subject = { $author } mentions you: { $topic }
mail-mention-text = { $author } mentions you in the topic “{ $topic }” in the space “{ $space }”.
mail-mention-action = Open the post
mail-request-subject = { $author } asks for access: { $space }
mail-request-text = { $author } asks for access to the space “{ $space }”.
mail-request-action = Grant or decline
mail-check-subject = Check again: { $page }
mail-check-text = The page “{ $page }” in the space “{ $space }” is to be checked again since { $day }. { $author } chose the day.
mail-check-action = Open the page
mail-digest-subject =
    { $count ->
        [one] { $count } topic with something new
       *[other] { $count } topics with something new
    }
mail-digest-text = This is what you have not read yet.
mail-digest-outcome = Outcome: { $outcome }
mail-digest-unread =
    { $count ->
        [one] { $count } unread post
       *[other] { $count } unread posts
    }

# The page that switches a kind of e-mail off.
unsubscribe-title = Stop these e-mails?
unsubscribe-ask = You will get no more of these e-mails: { $kind }. You still see everything in Spaces.
unsubscribe-stop = Stop them
unsubscribe-done-title = Stopped
unsubscribe-done = You get no more of these e-mails: { $kind }. You can switch them on again in your settings.
unsubscribe-settings = To your settings
unsubscribe-mention = somebody mentions you
unsubscribe-request = somebody asks for access
unsubscribe-check = a page is to be checked again
unsubscribe-digest = the digest of what you have not read

# One's own choices about e-mail.
profile-mail = E-mail
profile-mail-help = Sent to { $email }, only about what you have not read yet.
profile-mail-mentions = At once when somebody mentions you
profile-mail-requests = At once when somebody asks for access that you can give
profile-mail-checks = When a page that you follow is to be checked again
profile-mail-digest = Digest of everything unread
profile-mail-digest-off = Never
profile-mail-digest-hourly = Every hour
profile-mail-digest-daily = Every day
profile-mail-time = Time of the digest
profile-mail-time-help = In your time zone.
profile-mail-save = Save e-mail settings
profile-mail-saved = Your e-mail settings are saved.
users-link-mailed = { $name } also gets a link by e-mail. When one of the two is used, the other stops working.
