//! The message catalogs of the page. The first screen needs few messages, so each language has a catalog for the main module
//! and one for the lazy modules.

use memchr::memmem;

/// The character between the name and the pattern of a message (crates/messages).
const END: char = '\u{2}';

/// Splits the lines of a catalog into those that the main module needs and the others.
///
/// The main module needs a message if its WebAssembly contains the name, or the beginning of the name in a format
/// string (`visibility-{}`).
pub fn split(catalog: &str, main_module: &[u8]) -> (String, String) {
    let (main, lazy): (Vec<_>, Vec<_>) = catalog
        .split_inclusive('\n')
        .partition(|line| line.split_once(END).is_some_and(|(name, _)| needs(main_module, name)));
    (main.concat(), lazy.concat())
}

fn needs(module: &[u8], name: &str) -> bool {
    memmem::find(module, name.as_bytes()).is_some()
        || name.match_indices('-').any(|(at, _)| formats(module, &name[..=at]))
}

/// Returns whether a format string of the module has the text before an argument. The compiler writes this text with
/// its length before it and a byte of at least 0x80 after it.
fn formats(module: &[u8], text: &str) -> bool {
    memmem::find_iter(module, text.as_bytes()).any(|at| {
        let before = at.checked_sub(1).and_then(|before| module.get(before));
        let after = module.get(at + text.len());
        before.is_some_and(|byte| usize::from(*byte) == text.len()) && after.is_some_and(|byte| *byte >= 0x80)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_module_gets_messages_by_name_and_by_format_string() {
        let module = b"..list-title..\x0bvisibility-\xc0\x00..\x0dlist-columns-..";
        let catalog =
            "list-columns-name\u{2}Name\nlist-title\u{2}Spaces\nvisibility-private\u{2}Private\nwords\u{2}W\n";
        let (main, lazy) = split(catalog, module);
        assert_eq!(main, "list-title\u{2}Spaces\nvisibility-private\u{2}Private\n");
        assert_eq!(lazy, "list-columns-name\u{2}Name\nwords\u{2}W\n");
    }
}
