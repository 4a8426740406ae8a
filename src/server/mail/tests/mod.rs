//! Tests of messages and of the queue, against a folder and a stand-in for a mail server.

mod content;
mod notices;
mod queue;
mod smtp_stand_in;
