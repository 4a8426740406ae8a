# What happened, and what to do.
not-found-title = Nothing here
error-title = This did not work
error-back = Go back
error-not-found = This page does not exist, or is not open to you. Check the address, or ask whoever sent you the link.
error-not-allowed = You may not do this. The owner or an administrator can.
error-signed-out = You are signed out. Sign in again to go on.
error-invalid = Some of this is not right yet. See the marked fields.
error-conflict = Somebody else changed this meanwhile. Look at what it is now, then save again.
error-conflict-named = Somebody else changed this meanwhile. It is now “{ $name }”.
error-conflict-undo = This can no longer be undone, because it was changed since.
error-too-large = This is more than can be sent at once. Send less.
error-malformed = The server could not read this request. Reload the page and try again.
error-too-many-tries =
    { $seconds ->
        [one] Too many tries. Wait { $seconds } second, then try again.
       *[other] Too many tries. Wait { $seconds } seconds, then try again.
    }
error-busy =
    { $seconds ->
        [one] The server is busy. Nothing was changed; try again in { $seconds } second.
       *[other] The server is busy. Nothing was changed; try again in { $seconds } seconds.
    }
error-unavailable = The server cannot do this right now. Nothing was changed; try again in a moment.
error-offline = The server does not answer. Check the connection and try again.
reason-required = Fill this in.
reason-too-long =
    { $max ->
        [one] At most { $max } character fits here.
       *[other] At most { $max } characters fit here.
    }
reason-too-short =
    { $min ->
        [one] At least { $min } character is needed.
       *[other] At least { $min } characters are needed.
    }
reason-too-many = At most { $max } fit here.
reason-malformed = This is not written as expected. Examples: 1234.56, 2026-03-31, name@example.com, https://example.com.
reason-too-many-digits = At most six decimal places, up to 9,000,000,000,000.
reason-taken = This is in use already. Choose another.
reason-unknown = There is no “{ $value }”.
reason-ambiguous = There is more than one “{ $value }”. Say which.
reason-not-offered = This level is not used in your account. Choose another.
reason-deactivated = This person’s account is deactivated.
reason-wrong-password = This is not the right password.
reason-last-administrator = The account needs an administrator. Make somebody else one first.
reason-not-allowed = You may not choose this. The owner or an administrator can.
