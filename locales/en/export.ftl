# The list of spaces as a file.
export = Export
export-csv = Text (.csv)
export-xlsx = Excel (.xlsx)
export-ods = OpenDocument (.ods)
export-shown-columns = Shown columns only
export-format = File
export-ticked =
    { $count ->
        [one] The file will hold { $count } space.
       *[other] The file will hold { $count } spaces.
    }
export-all-matching = The file will hold every space that matches.
# The file's name; plain letters alone.
export-file-name = spaces
export-sheet = Spaces
# What an exported file has beside what people type.
import-target-id = Space ID
import-target-version = Space version
# A file that comes back.
import-before = now: { $value }
import-changed-since = Changed since the export
import-no-such-space = No such space
import-row-unchanged = Unchanged
import-count-unchanged = { $count } unchanged
import-count-changed-since = { $count } changed since the export
