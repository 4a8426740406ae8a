//! Small pictures of pictures and documents, from bytes to bytes. Untrusted input: callers run this in a process of its own.
