//! Pictures: their size, and their thumbnails.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation};

use super::{Error, MEMORY, PIXELS, Size, THUMBNAILS, Thumbnails, small};

/// A picture before its pixels are read.
struct Header<D> {
    decoder: D,
    orientation: Orientation,
    /// As stored, which may lie on its side.
    width: u32,
    height: u32,
}

impl<D> Header<D> {
    fn upright(&self) -> Size {
        upright(self.orientation, self.width, self.height)
    }
}

fn upright(orientation: Orientation, width: u32, height: u32) -> Size {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => Size {
            width: height,
            height: width,
        },
        _ => Size { width, height },
    }
}

fn format(content_type: &str) -> Result<ImageFormat, Error> {
    Ok(match content_type {
        "image/bmp" => ImageFormat::Bmp,
        "image/gif" => ImageFormat::Gif,
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" => ImageFormat::Png,
        "image/tiff" => ImageFormat::Tiff,
        "image/webp" => ImageFormat::WebP,
        _ => return Err(Error::Unsupported),
    })
}

fn failed(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::TooLarge,
        _ => Error::Damaged,
    }
}

/// Reads the header and checks the number of pixels, before memory is allocated for them.
fn header<'b>(bytes: &'b [u8], content_type: &str) -> Result<Header<impl ImageDecoder + 'b>, Error> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(content_type)?);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Error::Damaged);
    }
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Error::TooLarge);
    }
    limits.reserve(decoder.total_bytes()).map_err(failed)?;
    decoder.set_limits(limits).map_err(failed)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(Header {
        decoder,
        orientation,
        width,
        height,
    })
}

/// Returns the size of a picture, upright.
pub fn size(bytes: &[u8], content_type: &str) -> Result<Size, Error> {
    Ok(header(bytes, content_type)?.upright())
}

/// Returns the thumbnails of a picture; of an animation, those of its first frame.
pub fn thumbnails(bytes: &[u8], content_type: &str) -> Result<Thumbnails, Error> {
    let mut header = header(bytes, content_type)?;
    let (size, orientation) = (header.upright(), header.orientation);
    let profile = header.decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(header.decoder).map_err(failed)?;
    let mut pictures = Vec::with_capacity(THUMBNAILS.len());
    // From the largest to the smallest, each made of the one before.
    for side in THUMBNAILS.into_iter().rev() {
        picture = fitted(picture, side);
        let mut turned = picture.clone();
        turned.apply_orientation(orientation);
        pictures.push((side, small::webp(&turned, profile.as_deref())?));
    }
    pictures.reverse();
    Ok(Thumbnails { size, pictures })
}

/// Returns the picture with its longer side not above `side`.
fn fitted(picture: DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let longer = width.max(height);
    if longer <= side {
        return picture;
    }
    let scaled = |length: u32| {
        let length = (u64::from(length) * u64::from(side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(length).unwrap_or(side).max(1)
    };
    // The average of the pixels under each new one: fast, and without the noise of skipping some.
    picture.thumbnail_exact(scaled(width), scaled(height))
}
