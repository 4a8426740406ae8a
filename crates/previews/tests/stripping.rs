//! What is taken out of pictures, and what stays.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod samples;

use image::{ImageDecoder, ImageFormat, metadata::Orientation};
use previews::{Error, picture_size, stripped};
use proptest::prelude::*;
use samples::{SECRET, chunk, encoded, exif, picture, png, png_with, profile, riff, transparent};

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET)
}

/// Strips, and fails if the secret is left or if stripping again would change something.
fn clean(bytes: &[u8], content_type: &str) -> Vec<u8> {
    assert!(has_secret(bytes), "the sample lacks what is to be removed");
    let clean = stripped(bytes, content_type).unwrap().expect("something to remove");
    assert!(!has_secret(&clean));
    assert_eq!(stripped(&clean, content_type), Ok(None), "stripped twice");
    clean
}

fn pixels(bytes: &[u8], format: ImageFormat) -> image::RgbaImage {
    image::load_from_memory_with_format(bytes, format).unwrap().to_rgba8()
}

#[test]
fn a_photo_loses_position_camera_and_film_and_keeps_pixels_turning_and_colours() {
    let photo = samples::photo(40, 20, 6);
    let clean = clean(&photo, "image/jpeg");
    assert_eq!(pixels(&clean, ImageFormat::Jpeg), pixels(&photo, ImageFormat::Jpeg));
    assert!(clean.ends_with(&[0xff, 0xd9]));
    let mut decoder = image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(&clean)).unwrap();
    assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate90);
    assert_eq!(decoder.icc_profile().unwrap(), Some(profile()));
    let size = picture_size(&clean, "image/jpeg").unwrap();
    assert_eq!((size.width, size.height), (20, 40));
}

#[test]
fn an_upright_photo_has_no_exif_left() {
    let clean = clean(&samples::photo(40, 20, 1), "image/jpeg");
    assert!(!clean.windows(4).any(|window| window == b"Exif"));
}

#[test]
fn a_thumbnail_inside_the_header_of_a_jpeg_is_removed() {
    let plain = samples::jpeg(16, 16);
    assert_eq!(&plain[2..4], [0xff, 0xe0]);
    let thumbnail = [&b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01"[..], SECRET].concat();
    let length = u16::try_from(thumbnail.len() + 2).unwrap().to_be_bytes();
    let with = [&plain[..4], &length, &thumbnail, &plain[20..]].concat();
    assert_eq!(clean(&with, "image/jpeg"), plain);
}

#[test]
fn a_png_keeps_only_what_is_shown() {
    let text = [b"Comment\0", SECRET].concat();
    let photo = png_with(&[
        chunk(b"tEXt", &text),
        chunk(b"iTXt", &text),
        chunk(b"zTXt", &text),
        chunk(b"eXIf", &exif(3)),
        chunk(b"caBX", SECRET),
        chunk(b"gAMA", &45_455_u32.to_be_bytes()),
        chunk(b"tIME", &[7; 7]),
    ]);
    let photo = [&photo[..], SECRET].concat();
    let clean = clean(&photo, "image/png");
    assert_eq!(pixels(&clean, ImageFormat::Png), pixels(&photo, ImageFormat::Png));
    let has = |name: &[u8]| clean.windows(4).any(|window| window == name);
    assert!(has(b"gAMA") && !has(b"tIME"));
    let mut decoder = image::codecs::png::PngDecoder::new(std::io::Cursor::new(&clean)).unwrap();
    assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate180);
}

#[test]
fn a_webp_keeps_only_what_is_shown() {
    let clean = clean(&samples::webp_photo(6), "image/webp");
    assert_eq!(
        pixels(&clean, ImageFormat::WebP),
        pixels(&samples::webp_photo(1), ImageFormat::WebP)
    );
    let size = picture_size(&clean, "image/webp").unwrap();
    assert_eq!((size.width, size.height), (20, 40));
    let upright = stripped(&samples::webp_photo(1), "image/webp").unwrap().unwrap();
    assert!(!upright.windows(4).any(|window| window == b"EXIF"));
    assert_eq!(upright[20] & 0x0c, 0, "the header still announces Exif or XMP");
}

#[test]
fn a_gif_loses_comments_and_xmp_and_stays_an_animation() {
    let plain = encoded(transparent(8, 8), ImageFormat::Gif);
    let header = 13
        + if plain[10] & 0x80 == 0 {
            0
        } else {
            3 << ((plain[10] & 7) + 1)
        };
    let piece = |bytes: &[u8]| [&[u8::try_from(bytes.len()).unwrap()][..], bytes].concat();
    let repeats = [&[0x21, 0xff][..], &piece(b"NETSCAPE2.0"), &piece(&[1, 0, 0]), &[0]].concat();
    let photo = [
        &plain[..header],
        &[0x21, 0xfe],
        &piece(SECRET),
        &[0],
        &repeats,
        &[0x21, 0xff],
        &piece(b"XMP DataXMP"),
        &piece(SECRET),
        &[0],
        &plain[header..],
        SECRET,
    ]
    .concat();
    let clean = clean(&photo, "image/gif");
    assert!(clean.windows(repeats.len()).any(|window| window == repeats));
    assert_eq!(pixels(&clean, ImageFormat::Gif), pixels(&plain, ImageFormat::Gif));
}

#[test]
fn exif_in_boxes_is_overwritten_in_place() {
    let photo = samples::boxes(false);
    for content_type in ["image/avif", "image/heic"] {
        let clean = clean(&photo, content_type);
        assert_eq!(clean.len(), photo.len());
        let at = photo.windows(4).position(|window| window == b"pix!").unwrap();
        assert_eq!(clean[at..at + 4], photo[at..at + 4]);
    }
    let sizes = [false, true].map(|turned| picture_size(&samples::boxes(turned), "image/avif").unwrap());
    assert_eq!(sizes.map(|size| (size.width, size.height)), [(40, 20), (20, 40)]);
}

#[test]
fn a_tiff_loses_its_position() {
    // Exif is a TIFF without pixels.
    let photo = exif(6);
    let clean = stripped(&photo, "image/tiff").unwrap().unwrap();
    assert_eq!(clean.len(), photo.len());
    assert!(!has_secret(&clean[50 + SECRET.len()..]));
    assert_eq!(stripped(&clean, "image/tiff"), Ok(None));
}

#[test]
fn a_picture_that_says_nothing_about_its_making_is_left_as_it_is() {
    for (format, content_type) in [
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Png, "image/png"),
        (ImageFormat::WebP, "image/webp"),
        (ImageFormat::Gif, "image/gif"),
        (ImageFormat::Bmp, "image/bmp"),
        (ImageFormat::Tiff, "image/tiff"),
    ] {
        let bytes = match format {
            ImageFormat::Gif => encoded(transparent(20, 20), format),
            _ => encoded(picture(20, 20), format),
        };
        assert_eq!(stripped(&bytes, content_type), Ok(None), "{content_type}");
    }
    assert_eq!(stripped(b"<svg/>", "image/svg+xml"), Err(Error::Unsupported));
}

#[test]
fn a_picture_whose_parts_cannot_be_told_apart_is_damaged() {
    let samples = [
        (samples::photo(40, 20, 6), "image/jpeg"),
        (png(40, 20), "image/png"),
        (samples::webp_photo(6), "image/webp"),
        (samples::boxes(true), "image/avif"),
        (exif(6), "image/tiff"),
    ];
    for (bytes, content_type) in samples {
        for length in [0, 1, 4, 12, 20, bytes.len() / 4] {
            let cut = stripped(&bytes[..length], content_type);
            assert_eq!(cut, Err(Error::Damaged), "{content_type} of {length} bytes");
        }
    }
    let endless = [&b"RIFF\xff\xff\xff\xffWEBP"[..], &riff(b"VP8 ", b"")].concat();
    assert_eq!(stripped(&endless, "image/webp"), Err(Error::Damaged));
}

proptest! {
    #[test]
    fn no_damage_makes_it_panic(at in 0..2_000_usize, byte: u8, cut in 0..2_000_usize, sample in 0..5_usize) {
        let (mut bytes, content_type) = match sample {
            0 => (samples::photo(16, 8, 6), "image/jpeg"),
            1 => (png_with(&[chunk(b"eXIf", &exif(3))]), "image/png"),
            2 => (samples::webp_photo(6), "image/webp"),
            3 => (samples::boxes(true), "image/avif"),
            _ => (exif(6), "image/tiff"),
        };
        let at = at % bytes.len();
        bytes[at] = byte;
        if cut < bytes.len() {
            bytes.truncate(cut);
        }
        let _ = stripped(&bytes, content_type);
        let _ = picture_size(&bytes, content_type);
    }
}
