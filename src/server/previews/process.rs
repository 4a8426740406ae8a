//! The process for previews, from outside.

use std::{io, process::Stdio, time::Duration};

use axum::body::Bytes;
use futures::{Stream, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, ChildStdin},
    sync::Semaphore,
    time::timeout,
};

use super::{
    frame::{self, Made},
    program::program,
    task::{INPUT, Task},
};

/// How many processes run at the same time.
static TURNS: Semaphore = Semaphore::const_new(2);
/// Maximum time for reading the file, which may be on another machine.
const READING: Duration = Duration::from_secs(5 * 60);
/// Maximum time after that.
const MAKING: Duration = Duration::from_secs(60);
/// Maximum size of an answer beside that of the file, in bytes.
const ANSWER: u64 = 16 * 1024 * 1024;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The process ended without one, at a limit or by a fault. Another try would end in the same way.
    #[error("the process ended at a limit, or failed")]
    File,
    /// The bytes could not be read, or no process started. Another try may succeed.
    #[error("{0}")]
    Server(String),
}

fn server(error: &io::Error) -> Failure {
    Failure::Server(error.to_string())
}

/// Runs a task on a file, and returns the result with its parts. Waits until fewer than two others run.
pub async fn run(
    task: &Task,
    file: impl Stream<Item = io::Result<Bytes>> + Unpin,
) -> Result<(Made, Vec<Bytes>), Failure> {
    let _turn = TURNS
        .acquire()
        .await
        .map_err(|error| Failure::Server(error.to_string()))?;
    let mut child = started(task).map_err(|error| server(&error))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (Some(input), Some(output)) = (input, output) else {
        return Err(Failure::Server("no pipes".to_owned()));
    };
    let fed = timeout(READING, feed(input, file)).await;
    let size = match fed {
        Ok(fed) => fed?,
        Err(_) => return Err(Failure::Server("reading the file took too long".to_owned())),
    };
    let mut answer = Vec::new();
    let most = ANSWER + size.min(u64::try_from(INPUT).unwrap_or_default());
    let mut output = output.take(most);
    let read = timeout(MAKING, async {
        output.read_to_end(&mut answer).await?;
        child.wait().await
    })
    .await;
    match read {
        Ok(Ok(status)) if status.success() => frame::read(answer.into()).ok_or(Failure::File),
        Ok(Ok(_)) => Err(Failure::File),
        Ok(Err(error)) => Err(server(&error)),
        Err(_) => {
            // It may have ended meanwhile.
            let _ = child.kill().await;
            Err(Failure::File)
        }
    }
}

/// Starts the process, without the environment, in which there are passwords.
fn started(task: &Task) -> io::Result<Child> {
    program()?
        .args(task.arguments())
        .env_clear()
        // The allocator would reserve a gigabyte of addresses, which count as memory.
        .env("MIMALLOC_ARENA_RESERVE", "65536")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
}

/// Writes the file to the process, and returns how many bytes.
async fn feed(mut input: ChildStdin, mut file: impl Stream<Item = io::Result<Bytes>> + Unpin) -> Result<u64, Failure> {
    let mut size = 0;
    while let Some(bytes) = file.next().await {
        let bytes = bytes.map_err(|error| server(&error))?;
        // A process that has ended says why by how it ended.
        if input.write_all(&bytes).await.is_err() {
            break;
        }
        size += u64::try_from(bytes.len()).unwrap_or_default();
    }
    let _ = input.shutdown().await;
    Ok(size)
}
