//! Prefetching of lazy modules.

use leptos::{prelude::*, task::spawn_local};

use super::{modules::Module, page::LazyPage};
use crate::ui::browser::{on_link_approached, when_idle};

/// Fetches the module of each link that the pointer or the focus reaches and, once the browser is idle, the modules
/// that the next click is most likely to need.
pub fn prefetch_lazy_modules() {
    Effect::new(|_| {
        on_link_approached(|path| {
            if let Some(page) = LazyPage::at(path) {
                fetch(page.module());
            }
        });
        when_idle(|| {
            fetch(Module::Records);
            fetch(Module::Forms);
        });
    });
}

/// Fetches a module in the background, unless it is loaded. A failure is shown only when a page of the module is
/// opened.
fn fetch(module: Module) {
    spawn_local(async move {
        let _ = module.fetch().await;
    });
}
