//! The header `Upload-Metadata`: what a client says about a file before it uploads it.

use std::collections::HashMap;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use domain::{
    error::AppError,
    file::{
        Hash, name,
        upload::{NewUpload, Recipient, Target},
    },
};
use uuid::Uuid;

/// Maximum number of folders in a path. Folders below the third are left out when the file is added.
const PATH: usize = 64;

/// Base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A file that a client wants to upload, and what makes creating the upload idempotent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub new: NewUpload,
    pub request: Option<String>,
}

/// Reads the header of an upload of `size` bytes. Unknown names are ignored.
///
/// # Errors
///
/// `Malformed` if it has not the form that `NewUpload` describes.
pub fn read(header: &str, size: i64) -> Result<Wanted, AppError> {
    let mut said = pairs(header)?;
    let to = recipient(&mut said)?;
    let path = said.remove("path").unwrap_or_default();
    let path: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    if path.len() > PATH {
        return Err(AppError::Malformed);
    }
    let hash = said.remove("sha256").filter(|hash| !hash.is_empty());
    let hash = hash.map(|hash| hash.to_ascii_lowercase().parse::<Hash>());
    let hash = hash.transpose().map_err(|_| AppError::Malformed)?;
    let request: Option<Uuid> = id(&mut said, "request")?;
    Ok(Wanted {
        new: NewUpload {
            to,
            name: name::uploaded(&said.remove("filename").unwrap_or_default()),
            path,
            size,
            sha256: hash.map(|hash| hash.to_string()),
        },
        request: request.map(|request| request.to_string()),
    })
}

fn recipient(said: &mut HashMap<&str, String>) -> Result<Recipient, AppError> {
    let (space, deal) = (id(said, "space")?, id(said, "deal")?);
    let folder = id(said, "folder")?;
    let file = id(said, "file")?;
    let post = said.remove("post").is_some_and(|word| word == "1");
    let space = match (space, deal, folder, file, post) {
        (Some(space), None, ..) => space,
        (None, Some(deal), None, None, false) => return Ok(Recipient::Deal { deal }),
        _ => return Err(AppError::Malformed),
    };
    let target = match (folder, file, post) {
        (folder, None, false) => Target::Folder { folder },
        (None, Some(file), false) => Target::Version { file },
        (None, None, true) => Target::Post,
        _ => return Err(AppError::Malformed),
    };
    Ok(Recipient::Space { space, target })
}

/// Returns the header from which an upload was created, without what was ignored.
pub fn write(new: &NewUpload, request: Option<&str>) -> String {
    let mut said = match new.to {
        Recipient::Space { space, .. } => vec![("space", space.to_string())],
        Recipient::Deal { deal } => vec![("deal", deal.to_string())],
    };
    said.push(("filename", new.name.clone()));
    if let Recipient::Space { target, .. } = new.to {
        match target {
            Target::Folder { folder: None } => {}
            Target::Folder { folder: Some(folder) } => said.push(("folder", folder.to_string())),
            Target::Version { file } => said.push(("file", file.to_string())),
            Target::Post => said.push(("post", "1".to_owned())),
        }
    }
    if !new.path.is_empty() {
        said.push(("path", new.path.join("/")));
    }
    let hash = new.sha256.as_deref().map(|hash| ("sha256", hash.to_owned()));
    let request = request.map(|request| ("request", request.to_owned()));
    said.extend(hash.into_iter().chain(request));
    let pairs = said
        .iter()
        .map(|(name, value)| format!("{name} {}", BASE64.encode(value)));
    pairs.collect::<Vec<_>>().join(",")
}

fn pairs(header: &str) -> Result<HashMap<&str, String>, AppError> {
    let mut said = HashMap::new();
    for pair in header.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = BASE64.decode(value.trim()).map_err(|_| AppError::Malformed)?;
        let value = String::from_utf8(value).map_err(|_| AppError::Malformed)?;
        if said.insert(name, value).is_some() {
            return Err(AppError::Malformed);
        }
    }
    Ok(said)
}

fn id<T: std::str::FromStr>(said: &mut HashMap<&str, String>, name: &str) -> Result<Option<T>, AppError> {
    let text = said.remove(name).filter(|text| !text.is_empty());
    let id = text.map(|text| text.parse().map_err(|_| AppError::Malformed));
    id.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{DealId, FileId, FolderId, SpaceId};

    const ID: &str = "0192f5d4-0000-7000-8000-000000000001";

    fn encoded(pairs: &[(&str, &str)]) -> String {
        let pairs = pairs
            .iter()
            .map(|(name, value)| format!("{name} {}", BASE64.encode(value)));
        pairs.collect::<Vec<_>>().join(",")
    }

    #[test]
    fn what_is_written_is_read_again() {
        let id: Uuid = ID.parse().unwrap();
        let targets = [
            Target::Folder { folder: None },
            Target::Folder {
                folder: Some(FolderId(id)),
            },
            Target::Post,
            Target::Version { file: FileId(id) },
        ];
        let of_space = |target| Recipient::Space {
            space: SpaceId(id),
            target,
        };
        let of_deal = Recipient::Deal { deal: DealId(id) };
        for to in targets.map(of_space).into_iter().chain([of_deal]) {
            let wanted = Wanted {
                new: NewUpload {
                    to,
                    name: "Umowa, Łódź 😀.pdf".into(),
                    path: vec!["A".into(), "B, C".into()],
                    size: 7,
                    sha256: Some("0a".repeat(32)),
                },
                request: Some(ID.into()),
            };
            assert_eq!(read(&write(&wanted.new, wanted.request.as_deref()), 7), Ok(wanted));
        }
    }

    #[test]
    fn names_are_made_safe_and_unknown_pairs_are_ignored() {
        let header = encoded(&[("space", ID), ("filename", "../a\nb.txt"), ("filetype", "text/plain")]);
        let wanted = read(&format!("{header}, is_confidential"), 0).unwrap();
        assert_eq!(wanted.new.name, "ab.txt");
        let root = Target::Folder { folder: None };
        assert!(matches!(wanted.new.to, Recipient::Space { target, .. } if target == root));
        // Some clients leave the padding out.
        let unpadded = encoded(&[("space", ID)]).replace('=', "");
        assert_eq!(read(&unpadded, 0).unwrap().new.name, "file");
    }

    #[test]
    fn a_wrong_header_is_refused() {
        let long = "a/".repeat(65);
        let wrong: [&[(&str, &str)]; 11] = [
            &[],
            &[("deal", ID), ("space", ID)],
            &[("deal", ID), ("post", "1")],
            &[("deal", ID), ("folder", ID)],
            &[("space", "x")],
            &[("space", ID), ("space", ID)],
            &[("space", ID), ("folder", ID), ("post", "1")],
            &[("space", ID), ("folder", ID), ("file", ID)],
            &[("space", ID), ("sha256", "abc")],
            &[("space", ID), ("request", "again")],
            &[("space", ID), ("path", &long)],
        ];
        for pairs in wrong {
            assert_eq!(read(&encoded(pairs), 1), Err(AppError::Malformed), "{pairs:?}");
        }
        assert_eq!(read("space !!!", 1), Err(AppError::Malformed));
        assert_eq!(
            read(&format!("{},filename /w==", encoded(&[("space", ID)])), 1),
            Err(AppError::Malformed)
        );
    }
}
