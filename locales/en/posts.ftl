# Files in posts
post-file-gone = a file that is no longer here
post-file-picture = Picture
post-file-pdf = PDF
post-file-document = Document
post-file-sheet = Sheet
post-file-text = Text
post-file-audio = Sound
post-file-video = Video
post-file-archive = Archive
post-file-other = File
