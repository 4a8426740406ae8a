# Kinds of files.
file-kind-picture = Picture
file-kind-pdf = PDF
file-kind-document = Document
file-kind-sheet = Spreadsheet
file-kind-text = Text
file-kind-audio = Audio
file-kind-video = Video
file-kind-archive = Archive
file-kind-other = File
file-kind-folder = Folder

# The tab 'Library' of a space: folders, files, search and filters.
library = Library
library-files = Files
library-views = Parts of the library
library-by-folder = Folders
library-by-topic = By topic
library-layout = Layout
library-as-list = List
library-as-tiles = Tiles
library-path = Where this folder is
library-search = Search by name
library-filter-kind = Kind
library-filter-person = Added by
library-filter-from = Added from
library-filter-to = Added to
library-filter-any-kind = All kinds
library-filter-anybody = Anybody
library-filters-apply = Show files
library-pill-person = Added by { $name }
library-pill-from = Added from { $day }
library-pill-to = Added to { $day }
library-column-name = Name
library-column-size = Size
library-column-kind = Kind
library-column-added = Added
library-column-menu = Actions
library-sort = Sort
library-sort-up = Ascending
library-sort-down = Descending
library-select = Select { $name }
library-select-all = Select all shown
library-more = Load more
library-empty = There are no files here yet. Drop some on this page, or upload them.
library-empty-read-only = There are no files here.
library-folder-empty = This folder is empty.
library-topic-alone = Only these files
library-topics-empty = The topics of this space have no files yet.
library-nothing-found = No file matches.
library-read-only = This space is archived. Its files can be read, and nothing can be added or changed.
library-in-trash = This space is in the trash. Its files can be read, and nothing can be added or changed.

# What can be done with files and folders.
library-upload = Upload
library-new-folder = New folder
library-folder-name = Name
library-folder-add = Add folder
library-folder-added = Folder { $name } added
library-name-taken = This name is in use in this folder. Choose another.
library-name-too-long = This name is too long. Letters with diacritics take two of its 255 places.
library-selection = Selected files
library-selected = { $count } selected
library-not-all = You may not do this with all that is selected.
library-download = Download
library-download-all = Download all
library-menu = More about { $name }
library-open = Open
library-rename = Rename
library-rename-title = Rename { $name }
library-renamed = Renamed to { $name }
library-rename-conflict = Somebody renamed it meanwhile to ‘{ $name }’. Save again to replace that.
library-move = Move
library-move-title = Move to a folder
library-move-to = Folder
library-move-choose = Choose a folder.
library-moved =
    { $count ->
        [one] Moved to { $folder }
       *[other] { $count } moved to { $folder }
    }
library-moved-back = Moved back
library-cut =
    { $count ->
        [one] { $count } is waiting to be moved. Open a folder and press Ctrl+V.
       *[other] { $count } are waiting to be moved. Open a folder and press Ctrl+V.
    }
library-dragging =
    { $count ->
        [one] Dragging { $name }
       *[other] Dragging { $count }
    }
library-copy-link = Copy link
library-link-copied = Link copied
library-delete = Delete
library-deleted =
    { $count ->
        [one] { $name } deleted
       *[other] { $count } deleted
    }
library-restore = Restore
library-restore-name = Restore { $name }
library-restored = { $name } restored
library-restored-all = Restored
library-trash = Trash
library-trash-title = Deleted files and folders
library-trash-help = They stay here for 30 days.
library-deleted-by = Deleted by { $name },

# The page of a file.
file-preview = Preview
file-preview-none = Files of this kind have no preview. Download the file to open it.
file-preview-pending = The preview is being made.
file-preview-failed = There is no preview: the file is damaged or too large for one. Download it to open it.
file-preview-cut = This is only the beginning. Download the file to see all of it.
file-preview-rows =
    { $count ->
        [one] Only the first row of the sheet ‘{ $name }’ is shown.
       *[other] Only the first { $count } rows of the sheet ‘{ $name }’ are shown.
    }
file-preview-first-rows =
    { $count ->
        [one] Only the first row is shown.
       *[other] Only the first { $count } rows are shown.
    }
file-sheet = Sheet ‘{ $name }’
file-open-full = Open in full size
file-read-here = Read it here
file-open-pdf = Open the PDF on its own
file-facts = About this file
file-size = Size
file-kind = Kind
file-added = Added
file-space = Space
file-place = Folder
file-place-topic = Topic
file-place-draft = In a draft that only you see
file-hash = SHA-256
file-hash-copy = Copy the SHA-256
file-hash-copied = SHA-256 copied
file-versions = Versions
file-version = Version { $number }
file-version-download = Download version { $number }
file-new-version = Upload a new version
file-uses = Where it is used
file-uses-none = No post shows this file.
file-is-deleted = This file is in the trash of its space.

# Account settings.
settings-files = Files
file-rules-title = Files
file-rules-help = Uploads are refused above these limits. What is stored already stays.
file-rules-largest = Largest file, in MB
file-rules-quota = Room for all files, in MB
file-rules-quota-help = Leave this empty if only the disk limits it.
file-rules-no-quota = Only the disk limits it
file-rules-keep = Keep position and camera in pictures
file-rules-keep-help = Otherwise they are taken out of pictures that are shown or downloaded.
file-rules-kept = Kept
file-rules-not-kept = Taken out
file-rules-used = Used
file-rules-free = Free on the server’s disk
file-rules-whole-number = A whole number is needed, such as 2048.
