//! People: who they are, how they sign in, and the links that let them in.

pub mod hand_over;
pub mod links;
pub mod users;
