//! The one fact of Exif that a picture needs: how it is to be turned.

use image::metadata::Orientation;

/// What precedes Exif in JPEG, and sometimes elsewhere.
pub const PREFIX: &[u8] = b"Exif\0\0";

/// Returns Exif with nothing but how the picture is to be turned, or `None` if it is upright.
pub fn orientation_only(exif: &[u8]) -> Option<Vec<u8>> {
    let exif = exif.strip_prefix(PREFIX).unwrap_or(exif);
    let orientation = Orientation::from_exif_chunk(exif)?;
    if orientation == Orientation::NoTransforms {
        return None;
    }
    // Big-endian; one directory at 8 with one entry: tag 0x0112, a short, once; no further directory.
    let mut kept = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    kept.push(orientation.to_exif());
    kept.extend_from_slice(&[0; 6]);
    Some(kept)
}
