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

fn main() -> std::process::ExitCode {
    spaces::server::embed::<Site, Worker>();
    spaces::server::run()
}
