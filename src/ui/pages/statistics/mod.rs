//! Statistics: what happened in a period, as a table and over time.

mod chart;
mod controls;
mod page;
mod table;

pub use page::ActivitiesPage;
