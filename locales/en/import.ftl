# The import of spaces.
import-title = Import spaces
import-spaces = Import spaces
import-steps = Steps
import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-import = Import
import-step-result = Result
import-continue = Continue
import-back = Back
import-start-over = Start over
import-try-again = Try again
import-drop-here = Drop the file anywhere: it is read here in the browser and never uploaded
# File
import-file-heading = Choose a file
import-pick = Choose a file
import-file-label = Spreadsheet file
import-file-help = Drop a csv, xls, xlsx or ods file anywhere on the page, or pick it. It is read in your browser and never uploaded; only the rows that you import are sent.
import-limits = Up to { $size } MB, { $rows } rows and { $columns } columns; compressed files up to { $unpacked } MB unpacked.
import-reading = Reading { $file }
import-cancel-reading = Cancel
import-found = { $file }
import-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
import-columns =
    { $count ->
        [one] { $count } column
       *[other] { $count } columns
    }
import-sheet = Sheet
import-hidden-sheet = { $name } (hidden)
import-header = Header row
import-header-row = Row { $row }: { $start }
import-no-header = The file has no header
import-delimiter = Delimiter
import-delimiter-semicolon = Semicolon ;
import-delimiter-comma = Comma ,
import-delimiter-tab = Tab
import-delimiter-pipe = Vertical bar |
import-encoding = Encoding
import-encoding-doubt = Some letters can be read in two ways: ‘{ $word }’ by { $encoding }, ‘{ $other }’ by { $otherencoding }. Choose the encoding with which the words are right.
import-open-quote = A quotation mark in row { $row } is never closed: rows after it may be in its cell.
import-plain-quotes = Read quotation marks as ordinary characters
import-hidden-rows =
    { $count ->
        [one] { $count } hidden row: it is read too.
       *[other] { $count } hidden rows: they are read too.
    }
import-preview = First rows
import-row = Row
# Why a file cannot be read
import-too-large = The file is larger than { $limit } MB. Split it into smaller files.
import-too-many-rows = The sheet has more than { $limit } rows. Split it into smaller files.
import-too-many-columns = The sheet has more than { $limit } columns. Remove those that are not needed.
import-too-large-unpacked = The file unpacks to more than { $limit } MB. Save only the sheet that you need.
import-encrypted = The file is protected by a password. Save it without one and choose it again.
import-damaged = The file is damaged or was cut short. Open it in a spreadsheet program and save it again.
import-not-a-spreadsheet = This is { $what }, not a spreadsheet that can be read. Save it as csv, xlsx or ods.
import-looks-like-pdf = a PDF document
import-looks-like-image = a picture
import-looks-like-html = a web page
import-looks-like-xml = an XML document
import-looks-like-json = a JSON file
import-looks-like-document = a text document
import-looks-like-presentation = a presentation
import-looks-like-xlsb = a binary Excel workbook (xlsb)
import-looks-like-old-excel = a workbook of Excel 4 or older
import-looks-like-numbers = an Apple Numbers document
import-looks-like-archive = an archive of files
import-looks-like-media = a sound or a film
import-looks-like-program = a program
import-looks-like-binary = a file of unknown kind
import-empty-file = The file is empty. Choose another one.
import-empty-sheet = The sheet is empty. Choose another sheet or another file.
import-no-such-sheet = The file has no such sheet. Choose another one.
import-reading-cancelled = Reading was cancelled.
import-out-of-memory = The file needs more memory than there is for it. Split it into smaller files, or save it as csv.
import-worker-died = Reading stopped unexpectedly. Load the page anew and try again; if it stops again, save the file as csv and choose that.
# Columns
import-columns-heading = Say what each column is
import-columns-help = Columns were matched by their headers. Your choice is remembered for files with the same headers.
import-leave-column-out = Leave out
import-target-name = Name
import-target-description = Description
import-target-groups = Groups
import-target-tags = Tags
import-target-visibility = Visibility
import-target-preset = Purpose
import-target-owner = Owner
import-target-people = People with access
import-notations = How numbers and dates are read
import-notation-mark = Decimal mark in ‘{ $column }’
import-notation-mark-comma = Comma: 1 234,56
import-notation-mark-point = Point: 1,234.56
import-notation-order = Order of dates in ‘{ $column }’
import-notation-order-day-first = Day, month, year: 23.11.2026
import-notation-order-month-first = Month, day, year: 11/23/2026
import-notation-order-year-first = Year, month, day: 26-11-23
import-notation-bare = Numbers in ‘{ $column }’ without separators
import-notation-bare-refused = No dates
import-notation-bare-compact = Year, month, day: 20261123
import-notation-bare-serial-1900 = Serial dates: days since 1900
import-notation-bare-serial-1904 = Serial dates: days since 1904
import-notation-ambiguous = These cells can be read in two ways. Choose one for the whole column; they are read like this:
import-notation-mixed = This column holds cells of both kinds. Choose one for the whole column; the others are wrong:
import-notation-example = { $text } is read as { $value }
import-notation-example-wrong = { $text } is wrong
import-notation-times =
    { $count ->
        [one] A time behind { $count } date is dropped.
       *[other] A time behind { $count } dates is dropped.
    }
import-notation-short-years = Years of two digits: { $first } to 99 are { $from } to 1999, 00 to { $last } are 2000 to { $to }.
import-reads-as = read as { $value }
import-separators = Several values in one cell are parted by
import-separator-new-line = New line
import-separator-semicolon = Semicolon
import-separator-comma = Comma
import-for-all = For all rows
import-for-all-help = New spaces get this where the file says nothing.
import-visibility-default = As the account starts: { $level }
import-owner-default = Where nobody is chosen: { $name }
import-problem-name-missing = No column is the name yet. Choose ‘Name’ for one of them.
import-problem-twice = Two columns are ‘{ $target }’, and only one can be. Leave one of them out.
import-checking = Checking the rows…
# Check
import-check-heading = Check the rows
import-count-wrong =
    { $count ->
        [0] No errors
        [one] { $count } row is wrong
       *[other] { $count } rows are wrong
    }
import-count-add = { $count } to add
import-count-update = { $count } to update
import-count-skip = { $count } to skip
import-count-left-out = { $count } left out
import-next-error = Next error
import-show = Rows that are shown
import-show-all = All rows
import-show-wrong = Only wrong rows
import-rows-label = Rows of the file
import-what-happens = What happens
import-no-wrong-rows = No row is wrong.
import-existing = Names that exist already
import-existing-skip = Skip
import-existing-update = Update the space
import-existing-create = Create anyway
import-groups-unknown = Groups that do not exist yet
import-groups-create = Create
import-groups-leave-out = Leave out
import-groups-left-out = These groups do not exist and are left out, because only administrators may add groups: { $groups }.
import-visibility-words = Which visibility these words mean
import-visibility-word = ‘{ $word }’ ({ $rows })
import-undecided = Not decided
import-people-unknown = Not found: { $people }. Correct the cells, or leave the rows out.
import-row-add = Add
import-row-update = Update
import-row-skip = Skip
import-row-closed = You may not change this space
import-row-wrong = Wrong
import-row-left-out = Left out
import-leave-out = Leave out
import-leave-out-row = Leave out row { $row }
import-take-in = Take in
import-take-in-row = Take in row { $row }
import-choice = What to do with row { $row }
import-choice-as-all = As for all
import-choice-update = Update: { $space }
import-cell = { $column }, row { $row }
import-cell-empty = Empty: { $cell }
import-reason-required = Nothing is here, and something must be
import-reason-too-long =
    { $max ->
        [one] Longer than { $max } character
       *[other] Longer than { $max } characters
    }
import-reason-too-short =
    { $min ->
        [one] Shorter than { $min } character
       *[other] Shorter than { $min } characters
    }
import-reason-too-many =
    { $max ->
        [one] More than { $max } value
       *[other] More than { $max } values
    }
import-reason-bare-number = A number, not a date such as 2026-11-23; if these are serial dates, say so above
import-reason-taken = A space of this name exists already
import-reason-unknown = ‘{ $value }’ does not exist
import-reason-unknown-visibility = ‘{ $value }’ is no visibility
import-reason-unknown-choice = ‘{ $value }’ is no choice of this field
import-reason-choose = choose what it means above
import-reason-unknown-person = There is no ‘{ $value }’ in the account
import-reason-ambiguous = ‘{ $value }’ may be more than one
import-reason-ambiguous-space = More than one space, or more than one row, is ‘{ $value }’; choose what to do
import-reason-not-offered = The account does not offer this visibility
import-reason-not-allowed = Only the owner or an administrator may change this
import-reason-no-new-spaces = Only administrators may add spaces
import-reason-no-new-groups = Only administrators may add groups
import-reason-no-new-choices = Only administrators may add choices
import-reason-deactivated = This person is deactivated
import-reason-no-formula-value = A formula without a value: open the file in a spreadsheet program and save it
import-start =
    { $count ->
        [one] Import { $count } space
       *[other] Import { $count } spaces
    }
import-start-leaving = { $import }, leave out { $out }
import-nothing-right = No row is ready to come in.
import-changed-meanwhile =
    { $count ->
        [one] Something changed meanwhile: { $count } row is wrong now, and nothing was imported.
       *[other] Something changed meanwhile: { $count } rows are wrong now, and nothing was imported.
    }
# Import
import-import-heading = Importing
import-progress = Rows imported
import-sent = { $done } of { $total } rows sent, { $left } left
import-coming-in = { $done } of { $total } rows in, { $left } left
import-offline = The server cannot be reached. Trying again; nothing is lost.
import-cancel = Cancel import
import-cancelled = The import was cancelled: nothing came in.
# Result
import-result-added =
    { $count ->
        [one] { $count } space added
       *[other] { $count } spaces added
    }
import-result-updated = { $count } updated
import-result-skipped = { $count } skipped
import-result-left-out = { $count } left out
import-link-added =
    { $count ->
        [one] Show the { $count } space added
       *[other] Show the { $count } spaces added
    }
import-link-updated =
    { $count ->
        [one] Show the { $count } space updated
       *[other] Show the { $count } spaces updated
    }
import-link-skipped =
    { $count ->
        [one] Show the { $count } space skipped
       *[other] Show the { $count } spaces skipped
    }
import-link-left-out =
    { $count ->
        [one] Show the { $count } row left out
       *[other] Show the { $count } rows left out
    }
import-to-list = Go to the spaces
import-download-wrong = Download rows with errors
import-another = Import another file
import-fix-it-header = What is wrong
import-fix-it-left-out = Left out by choice
import-fix-it-was-wrong = Was wrong when the others came in
import-fix-it-file = { $name } – to fix
import-left-out-title = Rows left out
import-left-out-about = These rows are kept in this browser until you leave this page. Download them to mend them and import them again.
import-left-out-more = Show more rows
import-undo = Undo import
import-undo-untouched =
    { $count ->
        [one] { $count } space goes, or goes back to how it was.
       *[other] { $count } spaces go, or go back to how they were.
    }
import-undo-touched = Changed since the import: kept unless you tick them
import-undo-keep = Keep all
import-undone =
    { $count ->
        [one] The import is undone: { $count } space.
       *[other] The import is undone: { $count } spaces.
    }
# Past imports
import-past-title = Import
import-past-none = Nothing has been imported yet
import-past-who = Who
import-past-when = When
import-past-file = File
import-past-result = Result
import-past-act = Undo
import-past-undone = Undone
import-example = Download an example file
import-example-about = How a file may look:
