//! The settings in Leptos.toml, which the server and the build share. The file is embedded in the binary.

use std::sync::LazyLock;

use leptos::config::{LeptosOptions, get_config_from_str};

static OPTIONS: LazyLock<LeptosOptions> = LazyLock::new(|| {
    // This fails only if an environment variable sets a key to an invalid value. A test checks that the file itself is
    // valid.
    get_config_from_str(include_str!("../../Leptos.toml"))
        .unwrap_or_else(|_| LeptosOptions::builder().output_name("spaces").build())
});

/// Returns the settings. An environment variable such as `LEPTOS_RELOAD_PORT` overrides a key.
pub fn leptos_options() -> &'static LeptosOptions {
    &OPTIONS
}

#[cfg(test)]
mod tests {
    use leptos::config::get_config_from_str;

    #[test]
    fn values_repeated_from_leptos_toml_are_equal_to_it() {
        let options = get_config_from_str(include_str!("../../Leptos.toml")).unwrap();
        assert_eq!(*options.output_name, *env!("CARGO_PKG_NAME"));
        // Attributes and build scripts take only literals.
        let embedded = format!("#[folder = \"$CARGO_MANIFEST_DIR/{}\"]", options.site_root);
        assert!(include_str!("../main.rs").contains(&embedded), "{embedded}");
        let watched = format!("\"{}\"", options.site_root);
        assert!(include_str!("../../build.rs").contains(&watched), "{watched}");
        assert!(include_str!("assets.rs").contains(&format!("\"/{}/\"", options.site_pkg_dir)));
    }
}
