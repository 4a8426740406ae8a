//! The program that is started for previews: this one, with other arguments.

use std::{env, io};

use tokio::process::Command;

/// The name of the command.
#[cfg(not(test))]
const ARGUMENTS: [&str; 1] = ["make-previews"];

/// The test that acts as the command.
#[cfg(test)]
const ARGUMENTS: [&str; 4] = [
    "--exact",
    "server::previews::tests::acts_as_the_process",
    "--ignored",
    "--nocapture",
];

/// Returns the command, to which the arguments of a task are added.
pub fn program() -> io::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.args(ARGUMENTS);
    Ok(command)
}
