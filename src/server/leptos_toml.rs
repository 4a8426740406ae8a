//! Leptos.toml, in the binary: the settings that the server shares with the build.

use std::sync::LazyLock;

use leptos::config::{LeptosOptions, get_config_from_str};

static OPTIONS: LazyLock<LeptosOptions> = LazyLock::new(|| {
    // It cannot fail for the text that the test below reads, apart from an environment that sets a key to nonsense.
    get_config_from_str(include_str!("../../Leptos.toml"))
        .unwrap_or_else(|_| LeptosOptions::builder().output_name("spaces").build())
});

/// The settings. A variable such as `LEPTOS_RELOAD_PORT` in the environment overrides one.
pub fn leptos_options() -> &'static LeptosOptions {
    &OPTIONS
}

#[cfg(test)]
mod tests {
    use leptos::config::get_config_from_str;

    #[test]
    fn what_sources_repeat_of_leptos_toml_is_equal_to_it() {
        let options = get_config_from_str(include_str!("../../Leptos.toml")).unwrap();
        assert_eq!(*options.output_name, *env!("CARGO_PKG_NAME"));
        // Attributes and build scripts take literals alone.
        let embedded = format!("#[folder = \"$CARGO_MANIFEST_DIR/{}\"]", options.site_root);
        assert!(include_str!("../main.rs").contains(&embedded), "{embedded}");
        let watched = format!("\"{}\"", options.site_root);
        assert!(include_str!("../../build.rs").contains(&watched), "{watched}");
        assert!(include_str!("assets.rs").contains(&format!("\"/{}/\"", options.site_pkg_dir)));
    }
}
