# A link: its address above the thread, and its tags.
link-panel = Address
link-address = Address
link-tags = Tags
link-tag-new = New tag
link-opens-tab = (opens in a new tab)
link-without-address = This link has no address yet.
link-edit = Edit address
link-add-address = Add an address
link-edit-title = Edit link
link-saved = Link changed
link-conflict = Somebody changed this link meanwhile. Its address is now { $address }. Save again to replace it.
link-same = This address has another topic:

# An address that has a topic already.
link-known = This address has a topic here already:
link-known-short = This address has a topic here already.
link-known-opened = This address has a topic here already.
link-known-kept = This address has a topic here already. What you wrote is kept below it.
link-known-draft = This topic has the address already. You wrote:
link-known-use = Add what you wrote as a reply

# The links of a space, in its library.
links = Links
links-search = Search titles, hosts and tags
links-all-tags = All tags
links-empty = There are no links here yet. Add the first by its address, or import bookmarks.
links-empty-read-only = There are no links here.
links-nothing-found = No link matches.
link-add = Add link
link-added = Link added

# Importing bookmarks.
bookmarks-import = Import bookmarks
bookmarks-file = A file of bookmarks
bookmarks-file-help = The HTML that a browser exports, whose folders become tags, or a table with address, title and tags (csv, xlsx, ods).
bookmarks-pick = Choose a file
bookmarks-reading = Reading the file…
bookmarks-none = There is no web address in this file. Choose another.
bookmarks-too-many = A file may have at most { $max } bookmarks. Divide it.
bookmarks-other-file = Choose another file
bookmarks-table = Bookmarks in the file
bookmarks-column-state = What happens
bookmarks-column-title = Title
bookmarks-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more bookmarks
    }
bookmark-new = Added
bookmark-known = Known already:
bookmark-repeated = Twice in the file
bookmarks-new =
    { $count ->
        [0] Nothing in this file is new.
        [one] { $count } link will be added.
       *[other] { $count } links will be added.
    }
bookmarks-known =
    { $count ->
        [one] { $count } is known already.
       *[other] { $count } are known already.
    }
bookmarks-wrong =
    { $count ->
        [one] { $count } address is wrong.
       *[other] { $count } addresses are wrong.
    }
bookmarks-add =
    { $count ->
        [one] Add { $count } link
       *[other] Add { $count } links
    }
bookmarks-added =
    { $count ->
        [0] Nothing was added.
        [one] { $count } link added.
       *[other] { $count } links added.
    }
