//! The pages without a session: sign-in, first set-up, invitation.
//!
//! Each is a plain form that posts to a plain route (`server::sign_in`), so that it works before hydration and never
//! puts a password into an address. The server reports errors by redirecting back with `error` and `email` in the
//! address.

mod entry_field;
mod entry_page;
mod entry_query;
mod join_page;
mod setup_page;
mod sign_in_page;

pub use join_page::JoinPage;
pub use setup_page::SetupPage;
pub use sign_in_page::SignInPage;

use entry_field::EntryField;
pub use entry_page::native_name;
use entry_page::{EntryNote, EntryPage};
use entry_query::EntryError;
