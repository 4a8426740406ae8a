//! The first page of a PDF.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, hayro_syntax::Pdf, render,
    vello_cpu::color::palette::css::WHITE,
};
use image::{DynamicImage, RgbaImage};

use super::{Error, Size, THUMBNAILS, Thumbnails, small};

/// Returns the thumbnails of the first page. Pages have no size in pixels, so the largest thumbnail is always full.
pub fn thumbnails(bytes: Vec<u8>) -> Result<Thumbnails, Error> {
    let pdf = Pdf::new(bytes).map_err(|_| Error::Damaged)?;
    let page = pdf.pages().first().ok_or(Error::Damaged)?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    if !longer.is_finite() || longer <= 0.0 {
        return Err(Error::Damaged);
    }
    let [.., largest] = THUMBNAILS;
    let largest = f32::from(u16::try_from(largest).unwrap_or(u16::MAX));
    // A page as narrow as a line has at least one pixel across.
    let scale = |length: f32| (largest / longer).max(1.0 / length);
    let settings = PixmapSettings {
        x_scale: scale(width),
        y_scale: scale(height),
        bg_color: WHITE,
    };
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let size = Size {
        width: drawn.width().into(),
        height: drawn.height().into(),
    };
    // The page is opaque, so the colours are not multiplied by anything.
    let pixels = RgbaImage::from_raw(size.width, size.height, drawn.data_as_u8_slice().to_vec());
    let mut picture = DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels.ok_or(Error::Damaged)?).into_rgb8());
    let mut pictures = Vec::with_capacity(THUMBNAILS.len());
    for side in THUMBNAILS.into_iter().rev() {
        if side < size.width.max(size.height) {
            picture = picture.thumbnail(side, side);
        }
        pictures.push((side, small::webp(&picture, None)?));
    }
    pictures.reverse();
    Ok(Thumbnails { size, pictures })
}
