//! The configuration of the server, from the command line or the environment.

pub mod files;
pub mod mail;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use files::FilesConfig;
use ipnet::IpNet;
use mail::MailConfig;
use url::Url;

/// The settings that are known before the server starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The public address of the server. Links are built from it and never from a request.
    pub public_url: Option<Url>,
    /// The proxies whose X-Forwarded-For header is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// How e-mail is sent; `None` if it is not.
    pub mail: Option<MailConfig>,
    /// How files are stored.
    pub files: FilesConfig,
}

impl Config {
    /// Returns whether the public address uses https. Cookies are then sent over https only.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }

    /// Returns the host of the public address, or that on which the server listens.
    pub fn host(&self) -> String {
        let public = self.public_url.as_ref().and_then(Url::host_str);
        public.map_or_else(|| self.listen.ip().to_string(), str::to_owned)
    }

    /// Returns the public URL of `path`, which begins with '/'.
    pub fn link(&self, path: &str) -> String {
        match &self.public_url {
            Some(url) => format!("{}{path}", url.as_str().trim_end_matches('/')),
            None => format!("http://{}{path}", self.listen),
        }
    }
}

/// Parses a public address: http or https and a host, without a path.
pub fn public_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let plain = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    if !plain || url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("it must have the form https://spaces.example.com, without a path".into());
    }
    Ok(url)
}

/// Parses a range of addresses such as 10.0.0.0/8, or one address.
pub fn network(text: &str) -> Result<IpNet, String> {
    let one = |_| text.parse::<IpAddr>().map(IpNet::from);
    let range: Result<IpNet, _> = text.parse().or_else(one);
    range.map_err(|_| format!("'{text}' is neither an address nor a range such as 10.0.0.0/8"))
}

/// Returns whether the address is in the range. An IPv4 address may be in its IPv6 form.
pub fn contains(network: &IpNet, address: IpAddr) -> bool {
    network.contains(&address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_contain_their_addresses() {
        let holds = |range: &str, address: &str| contains(&network(range).unwrap(), address.parse().unwrap());
        assert!(holds("10.1.0.0/16", "10.1.255.3"));
        assert!(holds("10.1.2.3/16", "10.1.255.3"));
        assert!(holds("10.1.0.0/16", "::ffff:10.1.0.1"));
        assert!(!holds("10.1.0.0/16", "10.2.0.1"));
        assert!(holds("0.0.0.0/0", "1.2.3.4"));
        assert!(holds("fe80::/10", "fe80::1"));
        assert!(holds("10.0.0.1", "10.0.0.1") && !holds("10.0.0.1", "10.0.0.2"));
        for wrong in ["10.0.0.0/33", "x", "10.0.0.1/a", ""] {
            assert!(network(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_public_address_has_no_path() {
        assert!(public_url("https://spaces.firma.pl").is_ok());
        assert!(public_url("https://firma.pl/spaces").is_err());
        assert!(public_url("ftp://firma.pl").is_err());
    }
}
