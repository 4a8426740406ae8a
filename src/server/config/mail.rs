//! The configuration of e-mail.

use std::{convert::Infallible, fmt, path::PathBuf};

use lettre::message::Mailbox;
use url::Url;

/// How e-mail is sent.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// The sender of every message.
    pub from: Mailbox,
    pub route: Route,
}

/// Where messages go.
#[derive(Clone, Debug)]
pub enum Route {
    Smtp(SmtpAddress),
    /// Files in this folder, for development and tests.
    Folder(PathBuf),
}

/// A text that may contain a password. Its debug output is a fixed word, and so are errors about it.
#[derive(Clone)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// Takes any text, so that the parser of the command line has no reason to print it.
    pub fn new(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

/// The address of a mail server, with user and password.
#[derive(Clone)]
pub struct SmtpAddress(Url);

impl fmt::Debug for SmtpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.public())
    }
}

impl SmtpAddress {
    /// Parses `smtps://user:password@host:465`, or `smtp://host:587` for STARTTLS. `smtp://host:25?tls=none` sends without
    /// encryption.
    pub fn parse(text: &Secret) -> Result<Self, String> {
        let wrong = || "it must have the form smtps://user:password@host:465 or smtp://host:587".to_owned();
        let mut url = Url::parse(&text.0).map_err(|_| wrong())?;
        let plain = matches!(url.path(), "" | "/") && url.fragment().is_none();
        if !plain || url.host_str().is_none_or(str::is_empty) {
            return Err(wrong());
        }
        match (url.scheme(), url.query()) {
            ("smtps", None) => {}
            ("smtp", None) => url.set_query(Some("tls=required")),
            ("smtp", Some("tls=none")) => url.set_query(None),
            _ => return Err(wrong()),
        }
        Ok(Self(url))
    }

    /// Returns the address in the form that the mail library reads, with the password.
    pub fn with_password(&self) -> &str {
        self.0.as_str()
    }

    /// Returns host and port, without user and password.
    pub fn public(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(address) => f.write_str(&address.public()),
            Self::Folder(folder) => folder.display().fmt(f),
        }
    }
}

/// Returns the configuration from the options, or `None` if e-mail is off. `has_public_url` is whether the address that
/// people type is set.
pub fn mail_config(
    smtp: Option<&Secret>,
    folder: Option<&PathBuf>,
    from: Option<&str>,
    has_public_url: bool,
) -> Result<Option<MailConfig>, String> {
    let route = match (smtp, folder) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err("--smtp and --mail-dir cannot be used together".into()),
        (Some(smtp), None) => Route::Smtp(SmtpAddress::parse(smtp).map_err(|error| format!("--smtp: {error}"))?),
        (None, Some(folder)) => Route::Folder(folder.clone()),
    };
    let is_smtp = matches!(route, Route::Smtp(_));
    if is_smtp && !has_public_url {
        return Err("--smtp needs --public-url: messages contain links".into());
    }
    let from = match from {
        Some(from) => from
            .parse()
            .map_err(|error| format!("--mail-from: {error}; it must have the form spaces@example.com"))?,
        None if is_smtp => return Err("--smtp needs --mail-from: the sender of messages".into()),
        None => Mailbox::new(
            Some("Spaces".into()),
            lettre::Address::new("spaces", "localhost").map_err(|e| e.to_string())?,
        ),
    };
    Ok(Some(MailConfig { from, route }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(text: &str) -> Result<SmtpAddress, String> {
        SmtpAddress::parse(&Secret::new(text).unwrap())
    }

    #[test]
    fn a_server_is_reached_with_encryption_unless_it_is_switched_off() {
        let used = |text| smtp(text).unwrap().with_password().to_owned();
        assert_eq!(
            used("smtps://a:b@mail.example.com:465"),
            "smtps://a:b@mail.example.com:465"
        );
        assert_eq!(
            used("smtp://mail.example.com:587"),
            "smtp://mail.example.com:587?tls=required"
        );
        assert_eq!(used("smtp://localhost:25?tls=none"), "smtp://localhost:25");
    }

    #[test]
    fn no_error_and_no_debug_output_contains_the_password() {
        for wrong in [
            "smtp:/a:hunter2@host",
            "http://a:hunter2@host",
            "smtp://a:hunter2@host?tls=opportunistic",
            "smtps://a:hunter2@host/path",
            "smtps://a:hunter2@",
            "hunter2",
        ] {
            let error = smtp(wrong).unwrap_err();
            assert!(!error.contains("hunter2"), "{error}");
        }
        let secret = Secret::new("smtps://a:hunter2@host:465").unwrap();
        let config = mail_config(Some(&secret), None, Some("Spaces <spaces@example.com>"), true);
        let printed = format!("{secret:?} {config:?}");
        assert!(
            !printed.contains("hunter2") && printed.contains("host:465"),
            "{printed}"
        );
    }

    #[test]
    fn a_server_needs_a_sender_and_the_address_of_links() {
        let secret = Secret::new("smtp://host:587").unwrap();
        assert!(
            mail_config(None, None, Some("spaces@example.com"), true)
                .unwrap()
                .is_none()
        );
        assert!(mail_config(Some(&secret), None, Some("spaces@example.com"), true).is_ok());
        assert!(mail_config(Some(&secret), None, None, true).is_err());
        assert!(mail_config(Some(&secret), None, Some("spaces"), true).is_err());
        assert!(mail_config(Some(&secret), None, Some("spaces@example.com"), false).is_err());
        let folder = PathBuf::from("mails");
        assert!(mail_config(Some(&secret), Some(&folder), Some("spaces@example.com"), true).is_err());
        assert!(mail_config(None, Some(&folder), None, false).unwrap().is_some());
    }
}
