//! GIF: blocks of pictures and of extensions, each a chain of short pieces.

use super::Reader;

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;
/// The applications whose extension says how often an animation is repeated.
const KEPT: [&[u8]; 2] = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0"];

pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if !matches!(reader.take(6)?, b"GIF87a" | b"GIF89a") {
        return None;
    }
    reader.take(4)?;
    let colours = reader.byte()?;
    reader.take(2 + table(colours))?;
    let mut out = bytes[..reader.at].to_vec();
    out.reserve(bytes.len());
    let mut pictures = 0;
    loop {
        let start = reader.at;
        let keep = match reader.byte() {
            Some(EXTENSION) => {
                let kind = reader.byte()?;
                let content = reader.rest();
                pieces(&mut reader)?;
                match kind {
                    COMMENT => false,
                    APPLICATION => KEPT.iter().any(|kept| content.starts_with(kept)),
                    _ => true,
                }
            }
            Some(PICTURE) => {
                reader.take(8)?;
                let colours = reader.byte()?;
                reader.take(table(colours) + 1)?;
                pieces(&mut reader)?;
                pictures += 1;
                true
            }
            // Browsers show a file that lacks its end.
            Some(END) | None if pictures > 0 => {
                out.push(END);
                return Some(out);
            }
            _ => return None,
        };
        if keep {
            out.extend_from_slice(&bytes[start..reader.at]);
        }
    }
}

/// Returns the length of the table of colours that these bits announce.
fn table(bits: u8) -> usize {
    match bits & 0x80 {
        0 => 0,
        _ => 3 << ((bits & 7) + 1),
    }
}

/// Reads pieces up to the empty one.
fn pieces(reader: &mut Reader<'_>) -> Option<()> {
    loop {
        match reader.byte()? {
            0 => return Some(()),
            length => reader.take(length.into())?,
        };
    }
}
