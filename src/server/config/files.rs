//! The configuration of the storage of files.

use std::fmt;

use object_store::{ClientConfigKey, aws::AmazonS3ConfigKey};
use url::Url;

/// How files are stored.
#[derive(Clone, Debug, Default)]
pub struct FilesConfig {
    pub place: Place,
    /// Free room that is left on the disk of the data folder, in bytes; `None` is the usual one.
    pub reserve: Option<u64>,
}

/// Where the bytes of files are.
#[derive(Clone, Debug, Default)]
pub enum Place {
    /// In a folder of the data folder.
    #[default]
    Folder,
    S3(S3Config),
}

/// A bucket of a server that speaks the protocol of S3. Its debug output has no keys.
#[derive(Clone)]
pub struct S3Config {
    bucket: String,
    prefix: String,
    options: Vec<(AmazonS3ConfigKey, String)>,
}

impl fmt::Debug for S3Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.public())
    }
}

impl S3Config {
    /// Returns the name of the bucket.
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// Returns what the names of all objects begin with, without a slash at its ends; the empty text if with nothing.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the settings of the client, the keys included.
    pub fn options(&self) -> &[(AmazonS3ConfigKey, String)] {
        &self.options
    }

    /// Returns the address without the keys.
    pub fn public(&self) -> String {
        match self.prefix.as_str() {
            "" => format!("s3://{}", self.bucket),
            prefix => format!("s3://{}/{prefix}", self.bucket),
        }
    }
}

/// Returns the place from its address and the environment, of which the names that begin with `AWS_` are read.
///
/// # Errors
///
/// A sentence that contains no value of the environment.
pub fn place(address: Option<&str>, environment: impl Iterator<Item = (String, String)>) -> Result<Place, String> {
    let Some(address) = address.filter(|address| !address.is_empty()) else {
        return Ok(Place::Folder);
    };
    let wrong = || "SPACES_FILES must have the form s3://bucket or s3://bucket/prefix".to_owned();
    let url = Url::parse(address).map_err(|_| wrong())?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.port().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let bucket = url.host_str().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
    if url.scheme() != "s3" || !plain || !anonymous {
        return Err(wrong());
    }
    let mut options = Vec::new();
    for (name, value) in environment.filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty()) {
        let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() else {
            continue;
        };
        if matches!(key, AmazonS3ConfigKey::Endpoint | AmazonS3ConfigKey::S3Endpoint) {
            let endpoint = endpoint(&name, &value)?;
            // The address says whether the connection is encrypted.
            let plain = (endpoint.scheme() == "http").to_string();
            options.push((AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp), plain));
        }
        // The bucket is that of the address.
        if key != AmazonS3ConfigKey::Bucket {
            options.push((key, value));
        }
    }
    let has = |wanted: AmazonS3ConfigKey| options.iter().any(|(key, _)| *key == wanted);
    match (
        has(AmazonS3ConfigKey::AccessKeyId),
        has(AmazonS3ConfigKey::SecretAccessKey),
    ) {
        (true, false) => return Err("AWS_ACCESS_KEY_ID needs AWS_SECRET_ACCESS_KEY".to_owned()),
        (false, true) => return Err("AWS_SECRET_ACCESS_KEY needs AWS_ACCESS_KEY_ID".to_owned()),
        _ => {}
    }
    Ok(Place::S3(S3Config {
        bucket: bucket.to_owned(),
        prefix: url.path().trim_matches('/').to_owned(),
        options,
    }))
}

/// Parses the address of an S3 server.
fn endpoint(name: &str, value: &str) -> Result<Url, String> {
    let wrong = || format!("{name} must have the form https://host or http://host:9000, without user and password");
    let url = Url::parse(value).map_err(|_| wrong())?;
    let plain = matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.query().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    (plain && anonymous).then_some(url).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(address: &str, environment: &[(&str, &str)]) -> Result<Place, String> {
        let environment = environment
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()));
        place(Some(address), environment)
    }

    const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];

    #[test]
    fn files_are_in_the_data_folder_unless_a_bucket_is_set() {
        assert!(matches!(place(None, std::iter::empty()), Ok(Place::Folder)));
        assert!(matches!(placed("", &KEYS), Ok(Place::Folder)));
        let Ok(Place::S3(s3)) = placed("s3://files/team/spaces/", &KEYS) else {
            panic!("a bucket")
        };
        assert_eq!((s3.bucket(), s3.prefix()), ("files", "team/spaces"));
        for wrong in [
            "files",
            "http://files",
            "s3://",
            "s3://a:b@files",
            "s3://files?x=1",
            "s3://files:80/",
        ] {
            assert!(placed(wrong, &KEYS).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_connection_is_encrypted_unless_its_address_says_otherwise() {
        let allowed = |endpoint: &str| {
            let Ok(Place::S3(s3)) = placed("s3://files", &[("AWS_ENDPOINT_URL", endpoint)]) else {
                panic!("a bucket")
            };
            let key = AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp);
            s3.options()
                .iter()
                .any(|(option, value)| *option == key && value == "true")
        };
        assert!(allowed("http://127.0.0.1:9000"));
        assert!(!allowed("https://s3.example.com"));
    }

    #[test]
    fn no_error_and_no_debug_output_contains_a_key() {
        let config = FilesConfig {
            place: placed("s3://files/team", &KEYS).unwrap(),
            reserve: None,
        };
        let printed = format!("{config:?}");
        assert!(!printed.contains("hunter2") && !printed.contains("AKIA"), "{printed}");
        assert!(printed.contains("s3://files/team"), "{printed}");
        let wrong: [(&str, &[(&str, &str)]); 3] = [
            ("s3://a:hunter2@files", &[]),
            ("s3://files", &KEYS[1..]),
            ("s3://files", &[("AWS_ENDPOINT_URL", "http://a:hunter2@host")]),
        ];
        for (address, environment) in wrong {
            let error = placed(address, environment).unwrap_err();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
