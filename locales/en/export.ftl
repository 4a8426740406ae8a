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
