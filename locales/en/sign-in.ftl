# The pages before one is signed in.
entry-name = Name
entry-email = E-mail
entry-password = Password
entry-password-help =
    { $min ->
        [one] At least { $min } character. A sentence of several words is easy to keep in mind and hard to guess.
       *[other] At least { $min } characters. A sentence of several words is easy to keep in mind and hard to guess.
    }
entry-language = Language
entry-wrong-pair = The e-mail or the password is not right. Check both and try again.
entry-wrong-wait = Too many tries. Wait a few minutes, then try again.
entry-wrong-used = This link no longer works. Ask an administrator for a new one.
entry-wrong-name =
    { $max ->
        [one] Type a name of at most { $max } character.
       *[other] Type a name of at most { $max } characters.
    }
entry-wrong-email = This is not an e-mail address. Type one like anna@example.com.
entry-wrong-password =
    { $min ->
        [one] Choose a password of at least { $min } character.
       *[other] Choose a password of at least { $min } characters.
    }
entry-wrong-taken = Somebody in this account has this e-mail already.
entry-wrong-other = That did not work. Try again.

sign-in-title = Sign in to Spaces
sign-in = Sign in
sign-in-help = Forgot the password? An administrator of your account can give you a new link.

setup-title = Create the first administrator
setup-help = You will be able to invite others afterwards.
setup-create = Create account
setup-used = This link no longer works.
setup-needs-link = To keep the account yours, setting up needs the link that the server printed when it started. Copy it from the terminal or the log and open it here.

join-title = Choose your password
join-help = The link in your address bar works once. The password is yours alone, administrators cannot see it.
join-save = Save and sign in
join-to-sign-in = Go to sign-in
