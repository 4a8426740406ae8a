# The list of spaces as a file.
export = Export
export-csv = Text (.csv)
export-xlsx = Excel (.xlsx)
export-ods = OpenDocument (.ods)
# The file's name; plain letters alone.
export-file-name = spaces
export-sheet = Spaces
export-column-created = Created
export-column-activity = Last activity
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
