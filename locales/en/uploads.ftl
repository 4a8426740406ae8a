# The panel with the uploads of the tab.
uploads = Uploads
uploads-toggle = Show or hide the list
uploads-list = List of uploads
uploads-progress = Progress of all uploads
uploads-summary =
    { $count ->
        [one] { $done } of { $count } file
       *[other] { $done } of { $count } files
    }
uploads-all-done =
    { $count ->
        [one] { $count } file uploaded
       *[other] { $count } files uploaded
    }
uploads-stopped =
    { $count ->
        [one] { $count } file has stopped
       *[other] { $count } files have stopped
    }
uploads-more = and { $count } more
uploads-choose-again = Choose the files again
uploads-pause-all = Pause all
uploads-resume-all = Resume all
uploads-cancel-all = Cancel all
uploads-too-many = At most { $max } files can be added at once. The others were left out.

# An upload.
upload-waiting = Waiting
upload-reading = Checking: { $percent }% of { $size }
upload-sending = { $percent }%, { $sent } of { $size }
upload-retrying = No answer from the server. It is tried again by itself.
upload-paused = Paused at { $percent }% of { $size }
upload-signed-out = You are signed out. Sign in to go on.
upload-no-room = The server is out of room. An administrator can make room.
upload-asks = Let the browser read the file to go on.
upload-choose-again = Choose the file again to go on.
upload-done = Uploaded, { $size }
upload-not-found = The place for this file does not exist, or is not open to you.
upload-too-large = The file is larger than the administrator allows.
upload-larger-than = The file is larger than { $size }, which is the most that the administrator allows.
upload-too-deep = The file is more than { $max } folders deep. Move it up and add it again.
upload-too-many-files = At most { $max } files can be attached.
upload-unreadable = The file cannot be read. It was moved or changed: add it again.
upload-damaged = The file arrived damaged each time. Check the network and try again.
upload-other-file = This is another file, or it was changed since. Choose the one with the same name, size and date.
upload-pause = Pause
upload-resume = Resume
upload-choose = Choose the file again
upload-allow = Go on
upload-remove = Remove

# Dropping files on a page.
drop-into-library = Drop the files to add them to the library
drop-into-folder = Drop the files to add them to { $folder }
drop-into-reply = Drop the files to attach them to your reply
drop-into-post = Drop the files to attach them to the post
drop-into-note = Drop the files to attach them to your note

# Files in the box in which posts are written.
writing-attach = Attach files
writing-attached = Attached files
writing-attached-remove = Remove { $name }
writing-screenshot = Screenshot { $time }
writing-wait-for-files =
    { $count ->
        [one] Wait for { $count } file
       *[other] Wait for { $count } files
    }
writing-wait-reason = The post can be sent when its files are uploaded or removed.
