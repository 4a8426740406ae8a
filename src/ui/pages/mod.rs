//! The pages, one folder each.

mod address;
pub mod catch_up;
pub mod deals;
pub mod design;
pub mod file;
pub mod import;
pub mod lazy;
pub mod library;
mod lines;
mod live;
pub mod notices;
mod picked;
mod requests;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod space;
pub mod space_form;
pub mod spaces_list;
pub mod statistics;
pub mod tasks;
pub mod topics;
