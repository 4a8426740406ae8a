# Pages: topics whose first post is a document.
page-title-field = Title
page-document = Document
page-written-by = Written by { $name },
page-edited-by = Edited by { $name },
page-edit = Edit
page-edit-field = Edit the page
page-saved = Page saved
page-contents = Contents
page-comments = Comments
page-put = Put into the page
page-was-put = Put into the page
page-conflict = { $name } saved this page meanwhile
conflict-merge = Merge both

# Versions of a page.
page-one-version = This page has only its first version.
page-compare-older = Version
page-compare-newer = Compared with
page-difference = Difference
page-difference-none = These versions have the same text.
page-difference-deleted = Deleted:
page-difference-inserted = Inserted:
page-difference-skipped =
    { $count ->
        [one] { $count } unchanged line
       *[other] { $count } unchanged lines
    }
page-restore = Restore version { $version }
page-restored = Version restored

# Checking a page again.
page-check = Check again…
page-check-title = Check this page again
page-check-field = On this day
page-check-help = On this day the followers of the page get a notice.
page-check-never = Not again
page-check-saved = Day of the check saved
page-check-on = Check again on { $day }
page-check-due = To be checked again since { $day }
page-checked = Checked
page-checked-title = The page is checked
page-checked-saved = Page marked as checked
page-checked-by = Checked by { $name },
