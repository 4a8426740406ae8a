//! AVIF and HEIC: boxes in boxes. Exif and XMP are overwritten in place, because other boxes name places in the file.

use super::Reader;
use crate::{Error, Size};

/// Exif that says nothing: its offset, the header, and a directory without entries.
const EMPTY: &[u8] = b"\0\0\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0";
/// The boxes at the top that a picture needs. Others, such as a film behind a photo, are made free space.
const KEPT: [&[u8; 4]; 8] = [b"ftyp", b"meta", b"mdat", b"moov", b"idat", b"free", b"skip", b"styp"];
/// Maximum number of items and of extents of one item.
const ITEMS: usize = 100_000;

/// A box: its name, and where it and its content are in the file.
struct Boxed {
    name: [u8; 4],
    start: usize,
    content: usize,
    end: usize,
}

/// Returns the boxes between two places of the file.
fn boxes(bytes: &[u8], start: usize, end: usize) -> Option<Vec<Boxed>> {
    let mut found = Vec::new();
    let mut reader = Reader::new(bytes.get(..end)?);
    reader.at = start;
    while !reader.is_at_end() {
        let start = reader.at;
        let size = reader.size(4)?;
        let name = reader.take(4)?.try_into().ok()?;
        let size = match size {
            0 => end - start,
            1 => reader.size(8)?,
            size => size,
        };
        let content = reader.at;
        let end = start.checked_add(size)?;
        if end < content || end > bytes.len() {
            return None;
        }
        reader.at = end;
        found.push(Boxed {
            name,
            start,
            content,
            end,
        });
    }
    Some(found)
}

fn only<'b>(boxes: &'b [Boxed], name: &[u8; 4]) -> Option<&'b Boxed> {
    boxes.iter().find(|found| &found.name == name)
}

pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let top = boxes(bytes, 0, bytes.len())?;
    let meta = only(&top, b"meta")?;
    let inner = boxes(bytes, meta.content.checked_add(4)?, meta.end)?;
    let hidden = about_making(bytes, only(&inner, b"iinf")?)?;
    let data = only(&inner, b"idat").map(|data| (data.content, data.end));
    for (id, exif) in hidden {
        let places = places(bytes, only(&inner, b"iloc")?, id, data)?;
        for (number, (start, end)) in places.into_iter().enumerate() {
            let place = out.get_mut(start..end)?;
            place.fill(0);
            if exif && number == 0 && place.len() >= EMPTY.len() {
                place[..EMPTY.len()].copy_from_slice(EMPTY);
            }
        }
    }
    for other in top.iter().filter(|found| !KEPT.contains(&&found.name)) {
        free(&mut out, other)?;
    }
    for film in top.iter().filter(|found| &found.name == b"moov") {
        for about in boxes(bytes, film.content, film.end)? {
            if matches!(&about.name, b"udta" | b"meta" | b"uuid") {
                free(&mut out, &about)?;
            }
        }
    }
    Some(out)
}

/// Makes a box free space.
fn free(out: &mut [u8], boxed: &Boxed) -> Option<()> {
    out.get_mut(boxed.start + 4..boxed.start + 8)?.copy_from_slice(b"free");
    out.get_mut(boxed.content..boxed.end)?.fill(0);
    Some(())
}

/// Returns the ids of the items with Exif (`true`) and XMP (`false`).
fn about_making(bytes: &[u8], list: &Boxed) -> Option<Vec<(u64, bool)>> {
    let mut reader = Reader::new(bytes.get(..list.end)?);
    reader.at = list.content;
    let version = reader.big(4)? >> 24;
    reader.size(if version == 0 { 2 } else { 4 })?;
    let mut found = Vec::new();
    for entry in boxes(bytes, reader.at, list.end)? {
        let mut reader = Reader::new(bytes.get(..entry.end)?);
        reader.at = entry.content;
        let version = reader.big(4)? >> 24;
        if &entry.name != b"infe" || version < 2 {
            continue;
        }
        let id = reader.big(if version == 2 { 2 } else { 4 })?;
        reader.take(2)?;
        match reader.take(4)? {
            b"Exif" => found.push((id, true)),
            b"mime" | b"uri " => found.push((id, false)),
            _ => {}
        }
    }
    Some(found)
}

/// Returns where the bytes of an item are.
fn places(bytes: &[u8], list: &Boxed, wanted: u64, data: Option<(usize, usize)>) -> Option<Vec<(usize, usize)>> {
    let mut reader = Reader::new(bytes.get(..list.end)?);
    reader.at = list.content;
    let version = reader.big(4)? >> 24;
    let sizes = reader.big(2)?;
    let size = |shift: u32| usize::try_from((sizes >> shift) & 15).ok().filter(|size| *size <= 8);
    let (offset, length, base) = (size(12)?, size(8)?, size(4)?);
    let index = if version == 0 { 0 } else { size(0)? };
    let count = reader.size(if version < 2 { 2 } else { 4 })?;
    for _ in 0..count.min(ITEMS) {
        let id = reader.big(if version < 2 { 2 } else { 4 })?;
        let method = if version == 0 { 0 } else { reader.big(2)? & 15 };
        reader.take(2)?;
        let base = reader.size(base)?;
        let extents = reader.size(2)?;
        let mut found = Vec::new();
        for _ in 0..extents {
            reader.take(index)?;
            let start = base.checked_add(reader.size(offset)?)?;
            found.push((start, reader.size(length)?));
        }
        if id != wanted {
            continue;
        }
        let (first, last) = match method {
            0 => (0, bytes.len()),
            1 => data?,
            _ => return None,
        };
        let place = |(start, length): (usize, usize)| {
            let start = first.checked_add(start)?;
            // No length is all that is left.
            let end = if length == 0 { last } else { start.checked_add(length)? };
            (start <= end && end <= last).then_some((start, end))
        };
        return found.into_iter().map(place).collect();
    }
    Some(Vec::new())
}

/// Returns the size of the picture: that of the largest item, turned as the first turning says.
pub fn size(bytes: &[u8]) -> Result<Size, Error> {
    properties(bytes).ok_or(Error::Damaged)
}

fn properties(bytes: &[u8]) -> Option<Size> {
    let top = boxes(bytes, 0, bytes.len())?;
    let meta = only(&top, b"meta")?;
    let inner = boxes(bytes, meta.content.checked_add(4)?, meta.end)?;
    let list = only(&inner, b"iprp")?;
    let inner = boxes(bytes, list.content, list.end)?;
    let list = only(&inner, b"ipco")?;
    let properties = boxes(bytes, list.content, list.end)?;
    let sizes = properties.iter().filter(|property| &property.name == b"ispe");
    let size = |property: &Boxed| {
        let mut reader = Reader::new(bytes.get(..property.end)?);
        reader.at = property.content;
        reader.take(4)?;
        Some((u32::try_from(reader.big(4)?).ok()?, u32::try_from(reader.big(4)?).ok()?))
    };
    let (width, height) = sizes
        .filter_map(size)
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))?;
    let turned =
        only(&properties, b"irot").is_some_and(|turn| bytes.get(turn.content).is_some_and(|turn| turn & 1 == 1));
    if width == 0 || height == 0 {
        return None;
    }
    Some(match turned {
        true => Size {
            width: height,
            height: width,
        },
        false => Size { width, height },
    })
}
