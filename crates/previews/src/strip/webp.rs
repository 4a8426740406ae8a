//! WebP: chunks of a name, a length and bytes, in one chunk named `RIFF`.

use super::{Reader, exif};

/// The chunks that make the picture.
const KEPT: [&[u8; 4]; 6] = [b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];
/// The bits of the extended header that say that there is Exif and XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
/// The length of the header of one frame of an animation.
const FRAME: usize = 16;

pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if reader.take(4)? != b"RIFF" {
        return None;
    }
    let length = reader.little_size()?;
    let mut body = Reader::new(reader.take(length)?);
    if body.take(4)? != b"WEBP" {
        return None;
    }
    let mut chunks = Vec::new();
    while !body.is_at_end() {
        chunks.push(chunk(&mut body)?);
    }
    let exif = chunks.iter().find(|(name, _)| *name == b"EXIF");
    let turned = exif.and_then(|(_, content)| exif::orientation_only(content));
    let mut out = b"WEBP".to_vec();
    for (name, content) in &chunks {
        match *name {
            b"VP8X" => {
                let mut header = content.to_vec();
                let flags = header.first_mut()?;
                *flags &= !(HAS_EXIF | HAS_XMP);
                if turned.is_some() {
                    *flags |= HAS_EXIF;
                }
                write(&mut out, name, &header);
            }
            b"ANMF" => write(&mut out, name, &frame(content)?),
            _ if KEPT.iter().any(|kept| kept == name) => write(&mut out, name, content),
            _ => {}
        }
    }
    if let Some(turned) = turned {
        write(&mut out, b"EXIF", &turned);
    }
    let mut whole = b"RIFF".to_vec();
    whole.extend_from_slice(&u32::try_from(out.len()).ok()?.to_le_bytes());
    whole.extend_from_slice(&out);
    Some(whole)
}

type Chunk<'b> = (&'b [u8; 4], &'b [u8]);

fn chunk<'b>(reader: &mut Reader<'b>) -> Option<Chunk<'b>> {
    let name = reader.take(4)?.try_into().ok()?;
    let length = reader.little_size()?;
    let content = reader.take(length)?;
    // The last one may lack the byte that makes its length even.
    if length % 2 == 1 && !reader.is_at_end() {
        reader.take(1)?;
    }
    Some((name, content))
}

/// Returns a frame of an animation without chunks that are not its picture.
fn frame(content: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(content);
    let mut out = reader.take(FRAME)?.to_vec();
    while !reader.is_at_end() {
        let (name, content) = chunk(&mut reader)?;
        if KEPT.contains(&name) {
            write(&mut out, name, content);
        }
    }
    Some(out)
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    out.extend_from_slice(name);
    out.extend_from_slice(&u32::try_from(content.len()).unwrap_or_default().to_le_bytes());
    out.extend_from_slice(content);
    if content.len() % 2 == 1 {
        out.push(0);
    }
}
