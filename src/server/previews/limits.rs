//! The limits of the process for previews, which it sets itself before it reads a byte. They cannot be raised again.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setpriority_process, setrlimit};

/// Maximum memory besides that of the program itself, in bytes.
const MEMORY: u64 = 768 * 1024 * 1024;
/// Maximum time of a processor, in seconds.
const SECONDS: u64 = 30;
/// Standard input, output and errors, so that nothing else can be opened.
const FILES: u64 = 3;
/// The `nice` value: beside a busy thread of normal priority it gets a tenth of a core.
const NICENESS: i32 = 10;

/// Sets the limits.
pub fn set() -> io::Result<()> {
    // On a system that refuses it, previews only take more of the processor.
    let _ = setpriority_process(None, NICENESS);
    if let Some(mapped) = mapped() {
        fixed(Resource::As, mapped.saturating_add(MEMORY))?;
    }
    fixed(Resource::Cpu, SECONDS)?;
    fixed(Resource::Fsize, 0)?;
    fixed(Resource::Core, 0)?;
    fixed(Resource::Nofile, FILES)
}

fn fixed(resource: Resource, value: u64) -> io::Result<()> {
    // The system may have lower limits already.
    let value = getrlimit(resource).maximum.map_or(value, |maximum| maximum.min(value));
    let limit = Rlimit {
        current: Some(value),
        maximum: Some(value),
    };
    Ok(setrlimit(resource, limit)?)
}

/// Returns the size of the address space that the program takes, in bytes. Only Linux says it.
fn mapped() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').next()?.parse().ok()?;
    pages.checked_mul(u64::try_from(rustix::param::page_size()).ok()?)
}
