//! Tests: the table of lazy pages agrees with the routes.

use super::LazyPage;

/// Returns the routes of `ui/app.rs`: the path, with a value for each parameter, and the view.
fn routes() -> Vec<(String, &'static str)> {
    let between = |line: &'static str, start: &str, end: &str| {
        let (_, rest) = line.split_once(start)?;
        Some(rest.split_once(end)?.0)
    };
    include_str!("../../app.rs")
        .lines()
        .filter(|line| line.trim_start().starts_with("<Route "))
        .map(|line| {
            let path = between(line, "path!(\"", "\")").unwrap();
            let view = between(line, "view=", " ssr")
                .or_else(|| between(line, "view=", "/>"))
                .unwrap();
            let path = path.replace(":id", "0190b0c8-0000-7000-8000-000000000000");
            (path.replace(":number", "1"), view)
        })
        .collect()
}

#[test]
fn every_lazy_route_is_in_the_table_of_pages() {
    let mut lazy = 0;
    for (path, view) in routes() {
        let at = LazyPage::at(&path).map(|page| format!("{{LazyPage::{page:?}}}"));
        let view = [
            "EntryPage::",
            "FormPage::",
            "RecordPage::",
            "SettingsPage::",
            "StatisticsPage::",
        ]
        .iter()
        .fold(view.to_owned(), |view, name| view.replace(name, ""));
        match at {
            Some(page) => assert_eq!(page, view, "{path}"),
            None => assert!(!view.contains("LazyPage"), "{path} is not in the table"),
        }
        lazy += usize::from(view.contains("LazyPage"));
    }
    assert!(lazy >= 20, "{lazy} lazy routes were found");
}
