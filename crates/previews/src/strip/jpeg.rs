//! JPEG: segments with a marker, and after each beginning of a scan the compressed pixels.

use super::{Reader, exif};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const APP15: u8 = 0xef;
const COMMENT: u8 = 0xfe;
/// The length of the header of JFIF without its thumbnail, with the two bytes of the length.
const JFIF: usize = 16;

pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if reader.take(2)? != [0xff, START] {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&[0xff, START]);
    let (mut scans, mut turned) = (0, false);
    loop {
        let marker = marker(&mut reader)?;
        match marker {
            END if scans > 0 => {
                // What follows are other pictures, films or data of the camera.
                out.extend_from_slice(&[0xff, END]);
                return Some(out);
            }
            END => return None,
            // Markers without a length.
            0x01 | 0xd0..=0xd7 => out.extend_from_slice(&[0xff, marker]),
            _ => {
                let start = reader.at;
                let length = reader.size(2)?;
                let content = reader.take(length.checked_sub(2)?)?;
                let segment = &bytes[start..reader.at];
                match kept(marker, content) {
                    Kept::Whole => write(&mut out, marker, segment),
                    Kept::Header => {
                        out.extend_from_slice(&[0xff, APP0, 0, JFIF as u8]);
                        out.extend_from_slice(&content[..JFIF - 4]);
                        out.extend_from_slice(&[0, 0]);
                    }
                    Kept::Orientation(exif) if !turned => {
                        turned = true;
                        let length = u16::try_from(2 + exif::PREFIX.len() + exif.len()).ok()?;
                        out.extend_from_slice(&[0xff, APP1]);
                        out.extend_from_slice(&length.to_be_bytes());
                        out.extend_from_slice(exif::PREFIX);
                        out.extend_from_slice(&exif);
                    }
                    Kept::Orientation(_) | Kept::Nothing => {}
                }
                if marker == SCAN {
                    scans += 1;
                    out.extend_from_slice(scan(&mut reader)?);
                }
            }
        }
    }
}

fn write(out: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(segment);
}

/// Reads the next marker, which may have any number of fill bytes before it.
fn marker(reader: &mut Reader<'_>) -> Option<u8> {
    if reader.byte()? != 0xff {
        return None;
    }
    loop {
        match reader.byte()? {
            0xff => {}
            0x00 => return None,
            marker => return Some(marker),
        }
    }
}

/// What of a segment is kept.
enum Kept {
    Whole,
    /// The header of JFIF without its thumbnail.
    Header,
    /// How the picture is to be turned, as Exif.
    Orientation(Vec<u8>),
    Nothing,
}

fn kept(marker: u8, content: &[u8]) -> Kept {
    match marker {
        APP0 if content.starts_with(b"JFIF\0") && content.len() + 2 == JFIF => Kept::Whole,
        APP0 if content.starts_with(b"JFIF\0") && content.len() + 2 > JFIF => Kept::Header,
        APP1 if content.starts_with(exif::PREFIX) => match exif::orientation_only(content) {
            Some(exif) => Kept::Orientation(exif),
            None => Kept::Nothing,
        },
        APP2 if content.starts_with(b"ICC_PROFILE\0") => Kept::Whole,
        // How the colours are stored.
        APP14 if content.starts_with(b"Adobe") => Kept::Whole,
        APP0..=APP15 | COMMENT => Kept::Nothing,
        _ => Kept::Whole,
    }
}

/// Reads compressed pixels up to the next marker that is not one of a restart.
fn scan<'b>(reader: &mut Reader<'b>) -> Option<&'b [u8]> {
    let rest = reader.rest();
    let mut at = 0;
    loop {
        at += rest.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match rest.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            // A fill byte before the marker.
            0xff => at += 1,
            _ => {
                reader.at += at;
                return Some(&rest[..at]);
            }
        }
    }
}
