//! The pages before one is signed in: sign-in, the first run, an invitation.
//!
//! Each is a plain form that posts to a plain route (`server::sign_in`), so that it works, and puts no password into
//! an address, before the page is hydrated. What was wrong comes back in the address as `error` and `email`.

mod entry_field;
mod entry_page;
mod join_page;
mod setup_page;
mod sign_in_page;
mod wrong;

pub use join_page::JoinPage;
pub use setup_page::SetupPage;
pub use sign_in_page::SignInPage;

use entry_field::EntryField;
pub use entry_page::own_name;
use entry_page::{EntryNote, EntryPage};
use wrong::Wrong;
