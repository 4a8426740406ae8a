# In posts, for a file that the reader may not see
post-file-gone = a file that is no longer here
