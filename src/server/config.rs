//! How this server is set: by the command line or the environment.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use ipnet::IpNet;
use url::Url;

/// What the server needs to know before it starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the database is.
    pub data: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// The address that people type; links are built from it, never from a request.
    pub public_url: Option<Url>,
    /// Proxies whose word about the client's address is taken.
    pub trusted_proxies: Vec<IpNet>,
}

impl Config {
    /// Whether people come by https: cookies are then for https alone.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }

    /// A link that people can follow. `path` begins with '/'.
    pub fn link(&self, path: &str) -> String {
        match &self.public_url {
            Some(url) => format!("{}{path}", url.as_str().trim_end_matches('/')),
            None => format!("http://{}{path}", self.listen),
        }
    }
}

/// Reads a public address: http or https, a host, nothing after it.
pub fn public_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let plain = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    if !plain || url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("the form is https://spaces.example.com, without a path".into());
    }
    Ok(url)
}

/// Reads a range of addresses, as 10.0.0.0/8, or one address.
pub fn network(text: &str) -> Result<IpNet, String> {
    let one = |_| text.parse::<IpAddr>().map(IpNet::from);
    let range: Result<IpNet, _> = text.parse().or_else(one);
    range.map_err(|_| format!("'{text}' is neither an address nor a range as 10.0.0.0/8"))
}

/// Returns whether the address is in the range, also where it is written as an address of IPv6.
pub fn contains(network: &IpNet, address: IpAddr) -> bool {
    network.contains(&address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_their_addresses() {
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
