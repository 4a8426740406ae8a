//! The command line.

use std::{
    io::Read,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand};
use domain::{
    audit::Event,
    person::{Language, NewPerson, Role, check_password},
};
use ipnet::IpNet;
use url::Url;

use super::{
    backup, clock,
    config::{
        Config,
        files::{FilesConfig, place},
        mail::{Secret, mail_config},
        network, public_url,
    },
    files::{self, Blobs, copies::Copied},
    hashing::hash_now,
    leptos_toml::leptos_options,
    mail::{content, sender::Sender},
    permits::{Purpose, SystemPermit},
    store::{
        Store, account, audit,
        check::{self, Difference},
        people::{links, users},
    },
};
use crate::i18n::Messages;

/// A self-hosted application for a company's working areas. Without a command it serves
#[derive(Debug, Parser)]
#[command(name = "spaces", version = long_version(), subcommand_negates_reqs = true)]
pub struct Cli {
    /// The folder of the data; created if it does not exist
    #[arg(long, env = "SPACES_DATA", default_value = "data", global = true)]
    data: PathBuf,
    /// The address to listen on
    #[arg(long, env = "SPACES_LISTEN", default_value_t = leptos_options().site_addr, global = true)]
    listen: SocketAddr,
    /// The address that people type, such as https://spaces.example.com
    #[arg(long, env = "SPACES_PUBLIC_URL", value_parser = public_url, global = true)]
    public_url: Option<Url>,
    /// What to log: error, warn, info, debug, trace, or levels by module
    #[arg(long, env = "SPACES_LOG", default_value = "info", global = true)]
    pub log: String,
    /// Log lines as JSON
    #[arg(long, env = "SPACES_LOG_JSON", global = true)]
    pub log_json: bool,
    /// A proxy, or a range such as 10.0.0.0/8, whose X-Forwarded-For header is trusted; may be repeated
    #[arg(long, env = "SPACES_TRUSTED_PROXY", value_delimiter = ',', value_parser = network, global = true)]
    trusted_proxy: Vec<IpNet>,
    /// The mail server: smtps://user:password@host:465, or smtp://host:587 for STARTTLS. Set it in the environment, where
    /// other users of the machine cannot read the password
    #[arg(long, env = "SPACES_SMTP", hide_env_values = true, value_parser = Secret::new, global = true)]
    smtp: Option<Secret>,
    /// The sender of e-mail, such as 'Spaces <spaces@example.com>'
    #[arg(long, env = "SPACES_MAIL_FROM", global = true)]
    mail_from: Option<String>,
    /// Writes e-mail to files in this folder instead of sending it
    #[arg(long, env = "SPACES_MAIL_DIR", global = true)]
    mail_dir: Option<PathBuf>,
    /// Where the bytes of files are: s3://bucket/prefix for an S3 server, with AWS_ENDPOINT_URL, AWS_REGION,
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment. Without it they are in the data folder
    #[arg(long = "files", env = "SPACES_FILES", global = true)]
    files: Option<String>,
    /// Bytes of the data folder's disk that files leave free, for tests
    #[arg(long, env = "SPACES_FILES_RESERVE", hide = true, global = true)]
    files_reserve: Option<u64>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands other than serving.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Adds people and makes links for setting a new password
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Writes a consistent copy of the data, also while the server runs. The bytes of files go to a folder beside it, FILE.files
    Backup {
        file: PathBuf,
        /// Replace an earlier backup of this name. Bytes that it has are not copied again
        #[arg(long)]
        replace: bool,
    },
    /// Restores a backup; the server must not be running
    Restore {
        file: PathBuf,
        /// Restore also if bytes of files are missing or damaged in the backup
        #[arg(long)]
        without_lost_files: bool,
    },
    /// Compares everything that is derived with what it is derived from, and stored bytes with their hashes; fails if anything differs
    Check,
    /// Fills an empty account with demo people and spaces
    Demo,
    /// Checks e-mail
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Makes a preview of the file in the standard input; the server starts it
    #[command(hide = true)]
    MakePreviews { task: String, detail: String },
}

/// Commands about e-mail.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Sends one message to this address and prints the result
    Test {
        address: String,
        /// pl or en
        #[arg(long, default_value = "en")]
        language: String,
    },
}

/// Commands about people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Adds a person; the password is read from the standard input
    Add(NewUser),
    /// Prints a link for setting a new password
    ResetLink { email: String },
}

/// A person to add, from the command line.
#[derive(Debug, Args)]
pub struct NewUser {
    /// Make them an administrator
    #[arg(long)]
    admin: bool,
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// pl or en
    #[arg(long, default_value = "en")]
    language: String,
}

/// Returns the version of the program with that of SQLite, which contains fixes that matter for the data.
fn long_version() -> &'static str {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    TEXT.get_or_init(|| {
        format!(
            "{} (SQLite {})",
            env!("CARGO_PKG_VERSION"),
            super::store::sqlite_version()
        )
    })
}

impl Cli {
    /// Returns the configuration of the server.
    ///
    /// # Errors
    ///
    /// A sentence about options that do not fit together.
    pub fn config(&self) -> Result<Config, String> {
        let from = self.mail_from.as_deref();
        let has_public_url = self.public_url.is_some();
        Ok(Config {
            files: FilesConfig {
                place: place(self.files.as_deref(), environment())?,
                reserve: self.files_reserve,
            },
            mail: mail_config(self.smtp.as_ref(), self.mail_dir.as_ref(), from, has_public_url)?,
            data: self.data.clone(),
            listen: self.listen,
            public_url: self.public_url.clone(),
            trusted_proxies: self.trusted_proxy.clone(),
        })
    }
}

/// Returns the variables of the environment whose names and values are Unicode.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Runs a command.
pub async fn run(command: &Command, config: &Config) -> Result<(), String> {
    match command {
        Command::User {
            command: UserCommand::Add(user),
        } => add_user(user, config).await,
        Command::User {
            command: UserCommand::ResetLink { email },
        } => reset_link(email, config).await,
        Command::Backup { file, replace } => {
            let copied = backup::backup(config, file, *replace).await?;
            println!("Copied to {}, {}.", file.display(), bytes_copied(&copied));
            lost(&copied)
        }
        Command::Restore {
            file,
            without_lost_files,
        } => restore(file, *without_lost_files, config).await,
        Command::Check => check(config).await,
        Command::Demo => super::demo::fill(config).await,
        Command::Mail {
            command: MailCommand::Test { address, language },
        } => test_mail(address, language, config).await,
        Command::MakePreviews { .. } => Err("It needs no configuration and no runtime.".to_owned()),
    }
}

/// Returns how many bytes of files were copied and how many were there, as the end of a sentence.
fn bytes_copied(copied: &Copied) -> String {
    format!(
        "with {} files, of which {} were there",
        copied.copied + copied.there,
        copied.there
    )
}

/// Fails if files could not be copied.
fn lost(copied: &Copied) -> Result<(), String> {
    match copied.lost.first() {
        None => Ok(()),
        Some(example) => Err(format!(
            "{} files are missing or damaged and were not copied, such as {example}.",
            copied.lost.len()
        )),
    }
}

async fn restore(file: &Path, partial: bool, config: &Config) -> Result<(), String> {
    let restored = backup::restore(config, file, partial).await?;
    println!("Restored from {}, {}.", file.display(), bytes_copied(&restored.copied));
    if let Some(kept) = restored.kept {
        println!("The data from before is kept as {}.", kept.display());
        if !restored.kept_files {
            println!("Its files that the backup does not have are deleted a day after the server starts.");
        }
    }
    lost(&restored.copied)
}

async fn add_user(user: &NewUser, config: &Config) -> Result<(), String> {
    let language = Language::parse(&user.language).ok_or("--language must be pl or en")?;
    let person = NewPerson {
        name: user.name.clone(),
        email: user.email.clone(),
        role: if user.admin { Role::Administrator } else { Role::User },
    };
    let person = person
        .checked()
        .map_err(|wrong| format!("The details are not valid: {wrong:?}"))?;
    let mut password = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut password)
        .map_err(|error| error.to_string())?;
    let password = password.trim_end_matches(['\r', '\n']);
    check_password(password).map_err(|wrong| format!("The password is not valid: {:?}", wrong.reason))?;
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let hash = hash_now(password).map_err(|e| text(&e))?;
    let store = Store::open(&config.data).await.map_err(|e| text(&e))?;
    let mut tx = SystemPermit::begin(&store, Purpose::CommandLine)
        .await
        .map_err(|e| text(&e))?;
    if users::by_email(&mut tx, &person.email)
        .await
        .map_err(|e| text(&e))?
        .is_some()
    {
        return Err(format!("{} has an account already.", person.email));
    }
    account::ensure(&mut tx, language).await.map_err(|e| text(&e))?;
    let id = users::add(&mut tx, &person, language, Some(&hash))
        .await
        .map_err(|e| text(&e))?;
    let role = Some(person.role);
    audit::write(&mut tx, clock::now(), None, id, &Event::UserAdded { role })
        .await
        .map_err(|e| text(&e))?;
    tx.commit().await.map_err(|e| text(&e))?;
    store.close().await;
    println!("Added {} <{}>.", person.name, person.email);
    Ok(())
}

async fn check(config: &Config) -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let store = Store::open(&config.data).await.map_err(|e| text(&e))?;
    let mut tx = store.reader().begin().await.map_err(|e| text(&e))?;
    let mut differences = check::differences(&mut tx).await.map_err(|e| text(&e))?;
    drop(tx);
    let bytes = files::check::differences(&store, &Blobs::open(config)?).await?;
    store.close().await;
    differences.extend(bytes.differences);
    if let Some(Difference { what, count, example }) = bytes.orphans {
        println!("{what}: {count}, such as {example}");
    }
    for Difference { what, count, example } in &differences {
        println!("{what}: {count}, such as {example}");
    }
    match differences.is_empty() {
        true => {
            println!("Everything agrees.");
            Ok(())
        }
        false => Err("The data do not agree with what they are derived from.".to_owned()),
    }
}

async fn reset_link(email: &str, config: &Config) -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let store = Store::open(&config.data).await.map_err(|e| text(&e))?;
    let mut tx = SystemPermit::begin(&store, Purpose::CommandLine)
        .await
        .map_err(|e| text(&e))?;
    let id = users::by_email(&mut tx, email).await.map_err(|e| text(&e))?;
    let id = id.ok_or_else(|| format!("No person has the e-mail {email}."))?;
    if !users::reference(&mut tx, id).await.map_err(|e| text(&e))?.active {
        return Err(format!(
            "{email} is deactivated. An administrator can reactivate this person."
        ));
    }
    let token = links::make(&mut tx, links::Kind::Join, Some(id))
        .await
        .map_err(|e| text(&e))?;
    audit::write(&mut tx, clock::now(), None, id, &Event::ResetLink {})
        .await
        .map_err(|e| text(&e))?;
    tx.commit().await.map_err(|e| text(&e))?;
    store.close().await;
    println!("{}", config.link(&format!("/join?token={token}")));
    Ok(())
}

async fn test_mail(address: &str, language: &str, config: &Config) -> Result<(), String> {
    let language = Language::parse(language).ok_or("--language must be pl or en")?;
    let mail = config
        .mail
        .as_ref()
        .ok_or("E-mail is off. Set SPACES_SMTP and SPACES_MAIL_FROM.")?;
    let to = address.parse().map_err(|error| format!("{address}: {error}"))?;
    let content = content::test(&content::Frame::new(config, Messages(language)));
    let message = content
        .message(&mail.from, to, &clock::new_id(), &config.host())
        .map_err(|error| error.to_string())?;
    let sender = Sender::new(mail, &config.host())?;
    match sender.send(message).await {
        Ok(()) => println!("Sent to {address} by {}.", mail.route),
        Err(error) => return Err(format!("Not sent to {address} by {}: {error}", mail.route)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cli(arguments: &[&str]) -> Cli {
        Cli::try_parse_from(["spaces"].iter().chain(arguments)).unwrap()
    }

    #[test]
    fn the_test_message_is_sent_where_e_mail_goes() {
        let folder = tempfile::tempdir().unwrap();
        let mails = folder.path().join("mails");
        let test = ["mail", "test", "Jan <jan@example.com>", "--language", "pl"];
        // The command line is read outside of a runtime, as in the program.
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let off = cli(&test);
        let error = runtime.block_on(run(off.command.as_ref().unwrap(), &off.config().unwrap()));
        assert!(error.unwrap_err().contains("SPACES_SMTP"));

        let on = cli(&[&["--mail-dir", mails.to_str().unwrap()], &test[..]].concat());
        runtime
            .block_on(run(on.command.as_ref().unwrap(), &on.config().unwrap()))
            .unwrap();
        let written: Vec<_> = std::fs::read_dir(&mails).unwrap().flatten().collect();
        assert_eq!(written.len(), 1);
        let message = std::fs::read_to_string(written[0].path()).unwrap();
        assert!(message.contains("To: Jan <jan@example.com>"), "{message}");
    }

    #[test]
    fn the_command_line_does_not_print_the_password() {
        let smtp = ["--smtp", "smtps://spaces:hunter2@mail.example.com"];
        let printed = format!("{:?}", cli(&smtp));
        assert!(!printed.contains("hunter2"), "{printed}");
        let error = cli(&["--smtp", "hunter2"]).config().unwrap_err();
        assert!(!error.contains("hunter2"), "{error}");
    }
}
