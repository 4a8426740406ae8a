//! PNG: chunks of a length, a name, bytes and a checksum.

use super::{Reader, exif};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks besides the critical ones that change how a picture looks, and those of animations.
const KEPT: [&[u8; 4]; 16] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP", b"mDCV", b"cLLI", b"sPLT",
    b"hIST", b"acTL", b"fcTL", b"fdAT",
];

pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if reader.take(SIGNATURE.len())? != SIGNATURE {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    loop {
        let start = reader.at;
        let length = reader.size(4)?;
        let name = reader.take(4)?;
        let content = reader.take(length)?;
        reader.take(4)?;
        let critical = name[0].is_ascii_uppercase();
        if name == b"eXIf" {
            if let Some(kept) = exif::orientation_only(content) {
                // A file that has nothing else is already stripped.
                write(&mut out, *b"eXIf", &kept);
            }
        } else if critical || KEPT.iter().any(|kept| *kept == name) {
            out.extend_from_slice(&bytes[start..reader.at]);
        }
        if name == b"IEND" {
            return Some(out);
        }
    }
}

fn write(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    out.extend_from_slice(&u32::try_from(content.len()).unwrap_or_default().to_be_bytes());
    let start = out.len();
    out.extend_from_slice(&name);
    out.extend_from_slice(content);
    let sum = crc32fast::hash(&out[start..]);
    out.extend_from_slice(&sum.to_be_bytes());
}
