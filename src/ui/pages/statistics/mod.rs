//! Statistics: activities in a period, as a table and as charts over time.

mod chart;
mod controls;
mod own_sign_ins;
mod page;
mod table;

pub use {own_sign_ins::OwnSignInsPage, page::ActivitiesPage};
