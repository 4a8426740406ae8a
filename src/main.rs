//! The server's entry: the files that it carries, then the server.

use rust_embed::Embed;

/// The page as xtask builds it.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/target/site"]
#[allow_missing = true]
struct Site;

/// The import worker as xtask builds it.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/target/import-worker"]
#[allow_missing = true]
struct Worker;

/// The page's digest, by which cargo notices that the files above changed.
const _: Option<&str> = option_env!("SPACES_PAGE");

/// Gives memory back to the system after a peak, which the system's own allocator keeps: after 300 large
/// bodies of strangers the server held 120 MB more with it, and 5 MB with this one (end2end/attack).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    spaces::server::embed::<Site, Worker>();
    spaces::server::run()
}
