# The design system's own words.
close = Close
cancel = Cancel
undo = Undo
try-again = Try again
loading = Loading
remove-named = Remove { $name }
add-named = Add “{ $name }”
progress = { $done } of { $total }
visibility = Visibility
visibility-public-means = Everyone in the account sees it and can open it
visibility-private-means = Everyone sees its name; only the people below can open it
visibility-hidden-means = Only the people below will know that it exists
person-deactivated = { $name } (deactivated)
just-now = just now
minutes-ago =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
hours-ago =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
yesterday = yesterday
days-ago =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
draft-restored = Draft restored
draft-discard = Discard
page-incomplete = Some files of this page could not be loaded, so its buttons do not work yet. Check your connection and try again.
failed-title = This page did not load
