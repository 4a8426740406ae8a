//! What a person sees: routes, shell, pages, components. Built for the server and for the browser.

pub mod app;
pub mod browser;
pub mod components;
pub mod errors;
pub mod outbox;
pub mod pages;
pub mod shell;
pub mod uploads;
