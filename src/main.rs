//! The server's door: arguments, then the server.

fn main() -> std::process::ExitCode {
    spaces::server::run()
}
