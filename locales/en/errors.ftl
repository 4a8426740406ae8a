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
error-too-large = This is more than can be sent at once. Send less.
error-no-room = The server is out of room. Nothing that is stored was lost; an administrator can make room.
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
reason-cannot-open = This person cannot open the space. Give them access first.
reason-last-column = A board keeps its last column, and one for open tasks.
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
reason-malformed = This cannot be used here. Load the page anew and try again.
reason-not-a-date = A date is needed, such as 2026-11-23 or 23.11.2026.
reason-no-such-day = There is no such day: that month has { $days } days.
reason-other-date-order = A date is needed, in this order: { $order }.
reason-bare-number = A date is needed, such as 2026-11-23, and this is a number.
reason-time-alone = A date is needed, such as 2026-11-23, and this is a time without a day.
reason-not-a-number = A number is needed, such as 1234.56.
reason-other-decimal-mark = Another decimal mark: this column has a { $mark }.
reason-other-currency = Another currency: this field is in { $currency }.
reason-too-many-places =
    { $max ->
        [one] At most { $max } decimal place.
       *[other] At most { $max } decimal places.
    }
reason-too-many-digits =
    { $max ->
        [one] At most { $max } digit before the decimal mark.
       *[other] At most { $max } digits before the decimal mark.
    }
reason-not-yes-or-no = Yes or no is needed.
reason-not-an-email = An e-mail address is needed, such as name@example.com.
reason-not-a-link = A web address is needed, such as https://example.com.
reason-not-a-phone = A phone number is needed: 3 to 20 digits, such as +48 22 123 45 67.
reason-not-a-currency = A currency’s code of three letters is needed, such as PLN.
reason-not-an-emoji = This is not an emoji.
reason-holds-separator = This may hold neither a comma nor a semicolon.
decimal-mark-comma = comma
decimal-mark-point = point
date-order-day-first = day, month, year
date-order-month-first = month, day, year
date-order-year-first = year, month, day
reason-taken = This is in use already. Choose another.
reason-unknown = There is no “{ $value }”.
reason-ambiguous = There is more than one “{ $value }”. Say which.
reason-not-offered = This level is not used in your account. Choose another.
reason-deactivated = This person’s account is deactivated.
reason-wrong-password = This is not the right password.
reason-changed-meanwhile = The spaces that this is for changed meanwhile. Look again at what will change.
reason-last-administrator = The account needs an administrator. Make somebody else one first.
reason-too-deep = Folders can be three deep. Choose another place.
reason-inside-itself = A folder cannot be moved into itself. Choose another place.
reason-not-allowed = You may not choose this. The owner or an administrator can.
