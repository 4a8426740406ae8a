//! The process for previews, from inside.

use std::{
    io::{self, Read},
    process::ExitCode,
};

use domain::file::{PictureSize, TextPreview};
use previews::{Error, Size};

use super::{
    frame::{self, Made},
    limits,
    task::{INPUT, Task},
    text,
};

/// Sets the limits, reads the file from the standard input, and writes the answer to the standard output.
pub fn run(task: &str, detail: &str) -> ExitCode {
    let Some(task) = Task::of_arguments(task, detail) else {
        return ExitCode::FAILURE;
    };
    match limits::set().and_then(|()| answer(&task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(task: &Task) -> io::Result<()> {
    let mut bytes = Vec::new();
    let most = u64::try_from(INPUT).unwrap_or_default();
    io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
    let (made, parts) = match u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        true => made(task, bytes),
        false => (refused(&Error::TooLarge), Vec::new()),
    };
    frame::write(io::stdout().lock(), &made, &parts)
}

fn refused(reason: &impl ToString) -> Made {
    Made::Refused {
        reason: reason.to_string(),
    }
}

fn size(size: Size) -> PictureSize {
    PictureSize {
        width: size.width,
        height: size.height,
    }
}

fn made(task: &Task, bytes: Vec<u8>) -> (Made, Vec<Vec<u8>>) {
    match task {
        Task::Thumbnails(content_type) => match previews::thumbnails(bytes, content_type) {
            Ok(made) => {
                let (sides, parts) = made.pictures.into_iter().unzip();
                let size = size(made.size);
                (Made::Thumbnails { size, sides }, parts)
            }
            Err(error) => (refused(&error), Vec::new()),
        },
        Task::Strip(content_type) => match previews::stripped(&bytes, content_type) {
            Ok(stripped) => {
                let size = previews::picture_size(&bytes, content_type).ok().map(size);
                (Made::Stripped { size }, stripped.into_iter().collect())
            }
            Err(error) => (refused(&error), Vec::new()),
        },
        Task::Sheet { cut } => shown(text::sheet(bytes, *cut)),
        Task::Text { extension, cut } => shown(text::code(&bytes, extension, *cut)),
    }
}

fn shown(preview: TextPreview) -> (Made, Vec<Vec<u8>>) {
    (Made::Text { preview }, Vec::new())
}
