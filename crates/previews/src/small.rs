//! Writing thumbnails as WebP.

use image::DynamicImage;

use super::Error;

/// The quality of lossy WebP, of 100.
const QUALITY: f32 = 78.0;
/// Maximum size of a colour profile that a thumbnail keeps, in bytes. Those of cameras have about 500.
const PROFILE: usize = 4 * 1024;
/// The bits of the extended header for a profile and for transparency.
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;

/// Returns the picture as WebP, with its colour profile if it is one of RGB and small.
pub fn webp(picture: &DynamicImage, profile: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let (width, height) = (picture.width(), picture.height());
    let alpha = picture.color().has_alpha();
    let encoded = if alpha {
        let pixels = picture.to_rgba8();
        webp::Encoder::from_rgba(&pixels, width, height).encode_simple(false, QUALITY)
    } else {
        let pixels = picture.to_rgb8();
        webp::Encoder::from_rgb(&pixels, width, height).encode_simple(false, QUALITY)
    };
    let encoded = encoded.map_err(|_| Error::TooLarge)?;
    match profile {
        Some(profile) if profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ") => {
            Ok(with_profile(&encoded, profile, (width, height), alpha).unwrap_or_else(|| encoded.to_vec()))
        }
        _ => Ok(encoded.to_vec()),
    }
}

/// Returns a simple WebP with an extended header and a profile before its picture. One that is extended already keeps its
/// colours as they are.
fn with_profile(simple: &[u8], profile: &[u8], (width, height): (u32, u32), alpha: bool) -> Option<Vec<u8>> {
    let mut chunks = simple.get(12..)?;
    if chunks.starts_with(b"VP8X") {
        // The encoder writes one for transparency; its own is replaced.
        chunks = chunks.get(18..)?;
    }
    let mut body = Vec::with_capacity(simple.len() + profile.len() + 32);
    body.extend_from_slice(b"WEBPVP8X");
    body.extend_from_slice(&10_u32.to_le_bytes());
    body.push(HAS_PROFILE | if alpha { HAS_ALPHA } else { 0 });
    body.extend_from_slice(&[0; 3]);
    body.extend_from_slice(&(width - 1).to_le_bytes()[..3]);
    body.extend_from_slice(&(height - 1).to_le_bytes()[..3]);
    body.extend_from_slice(b"ICCP");
    body.extend_from_slice(&u32::try_from(profile.len()).ok()?.to_le_bytes());
    body.extend_from_slice(profile);
    if profile.len() % 2 == 1 {
        body.push(0);
    }
    body.extend_from_slice(chunks);
    let mut whole = b"RIFF".to_vec();
    whole.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
    whole.extend_from_slice(&body);
    Some(whole)
}
