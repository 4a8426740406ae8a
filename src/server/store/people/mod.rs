//! People: their accounts, and single-use links for signing in the first time.

pub mod hand_over;
pub mod links;
pub mod users;
