//! Statistics: activities in a period, as a table and as charts over time.

mod added_files;
mod back;
mod chart;
mod controls;
mod own_sign_ins;
mod page;
mod table;

pub use {added_files::AddedFilesPage, own_sign_ins::OwnSignInsPage, page::ActivitiesPage};
