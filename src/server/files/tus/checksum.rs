//! The header `Upload-Checksum`: the checksum of one part.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::error::AppError;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// The supported algorithms, as the protocol lists them.
pub const ALGORITHMS: &str = "sha1,sha256";

/// The checksum of a part that is arriving, and the one that it should have.
#[derive(Clone, Debug)]
pub struct Checksum {
    hash: Algorithm,
    wanted: Vec<u8>,
}

#[derive(Clone, Debug)]
enum Algorithm {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Checksum {
    /// Reads the header.
    ///
    /// # Errors
    ///
    /// `Malformed` for an unknown algorithm, or a value that is no Base64.
    pub fn read(header: &str) -> Result<Self, AppError> {
        let (algorithm, wanted) = header.trim().split_once(' ').ok_or(AppError::Malformed)?;
        let hash = match algorithm {
            "sha1" => Algorithm::Sha1(Sha1::new()),
            "sha256" => Algorithm::Sha256(Sha256::new()),
            _ => return Err(AppError::Malformed),
        };
        let wanted = STANDARD.decode(wanted.trim()).map_err(|_| AppError::Malformed)?;
        Ok(Self { hash, wanted })
    }

    /// Adds the next bytes of the part.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.hash {
            Algorithm::Sha1(hash) => hash.update(bytes),
            Algorithm::Sha256(hash) => hash.update(bytes),
        }
    }

    /// Returns whether the bytes have the wanted checksum.
    pub fn agrees(self) -> bool {
        match self.hash {
            Algorithm::Sha1(hash) => hash.finalize()[..] == self.wanted,
            Algorithm::Sha256(hash) => hash.finalize()[..] == self.wanted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_agrees_only_with_its_bytes() {
        for header in [
            "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=",
            "sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
        ] {
            let mut checksum = Checksum::read(header).unwrap();
            checksum.update(b"hel");
            assert!(!checksum.clone().agrees(), "{header}");
            checksum.update(b"lo");
            assert!(checksum.agrees(), "{header}");
        }
        for wrong in [
            "",
            "md5 XUFAKrxLKna5cZ2REBfFkg==",
            "sha1",
            "sha1 !",
            "SHA1 qvTGHdzF6KLavt4PO0gs2a6pQ00=",
        ] {
            assert!(Checksum::read(wrong).is_err(), "{wrong}");
        }
    }
}
