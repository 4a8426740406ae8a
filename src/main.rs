//! The server's entry point: embeds the page's files and runs the server.

use rust_embed::Embed;

/// The page's files, built by xtask.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/target/site"]
#[allow_missing = true]
struct Site;

/// The import worker's files, built by xtask.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/target/import-worker"]
#[allow_missing = true]
struct Worker;

/// The digest of the page's build: reading it makes cargo compile again when the files above have changed.
const _: Option<&str> = option_env!("SPACES_PAGE");

/// An allocator that gives memory back to the system after a peak, unlike the system's own: after 300 large request
/// bodies from unauthenticated clients the server held 5 MB more than before, and 120 MB more with the system's
/// allocator (end2end/attack).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    spaces::server::embed::<Site, Worker>();
    spaces::server::run()
}
