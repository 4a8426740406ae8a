//! Running other programs, and reporting how long each step takes.

use std::{env, process::Command, time::Instant};

use anyhow::{Context, Result, bail};

/// Runs a step and prints its duration in seconds.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let done = work().with_context(|| format!("{name} failed"))?;
    let seconds = start.elapsed().as_secs_f32();
    if seconds >= 0.1 {
        eprintln!("  {name}: {seconds:.1} s");
    }
    Ok(done)
}

/// Runs a program to its end.
///
/// # Errors
///
/// The program cannot be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().display());
    }
    Ok(())
}

/// Returns cargo as started by hand, without the environment variables that the outer cargo sets for this program.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let own = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "LD_LIBRARY_PATH"].contains(&name)
        });
        if own {
            cargo.env_remove(name);
        }
    }
    cargo
}
