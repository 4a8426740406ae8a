//! Thumbnails of ordinary, hostile and damaged files.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod samples;

use std::time::Instant;

use image::{ImageFormat, RgbImage};
use previews::{Error, Size, Thumbnails, picture_size, thumbnails};
use samples::{chunk, encoded, picture, png, transparent};

fn made(bytes: Vec<u8>, content_type: &str) -> Thumbnails {
    thumbnails(bytes, content_type).unwrap()
}

fn read(webp: &[u8]) -> image::RgbaImage {
    image::load_from_memory_with_format(webp, ImageFormat::WebP)
        .unwrap()
        .to_rgba8()
}

fn sizes(made: &Thumbnails) -> Vec<(u32, (u32, u32))> {
    let size = |(side, bytes): &(u32, Vec<u8>)| (*side, read(bytes).dimensions());
    made.pictures.iter().map(size).collect()
}

/// Returns whether a pixel has about this colour.
fn is(pixel: &image::Rgba<u8>, colour: [u8; 4]) -> bool {
    pixel.0.iter().zip(colour).all(|(is, should)| is.abs_diff(should) < 40)
}

const RED: [u8; 4] = [255, 0, 0, 255];
const BLUE: [u8; 4] = [0, 0, 255, 255];
const WHITE: [u8; 4] = [255; 4];

#[test]
fn a_large_picture_has_three_thumbnails_in_its_proportions() {
    for (format, content_type) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::WebP, "image/webp"),
        (ImageFormat::Bmp, "image/bmp"),
        (ImageFormat::Tiff, "image/tiff"),
    ] {
        let bytes = encoded(picture(1600, 800), format);
        let size = Size {
            width: 1600,
            height: 800,
        };
        assert_eq!(picture_size(&bytes, content_type), Ok(size));
        let made = made(bytes, content_type);
        assert_eq!(made.size, size);
        assert_eq!(
            sizes(&made),
            [(64, (64, 32)), (320, (320, 160)), (1280, (1280, 640))],
            "{content_type}"
        );
        for (_, bytes) in &made.pictures {
            let small = read(bytes);
            let (width, height) = small.dimensions();
            assert!(is(small.get_pixel(width / 3, height - 2), RED));
            assert!(is(small.get_pixel(width - 2, 2), BLUE));
        }
    }
}

#[test]
fn a_small_picture_is_not_enlarged_and_a_narrow_one_keeps_a_pixel() {
    assert_eq!(
        sizes(&made(png(100, 50), "image/png")),
        [(64, (64, 32)), (320, (100, 50)), (1280, (100, 50))]
    );
    assert_eq!(sizes(&made(png(1, 1), "image/png"))[2].1, (1, 1));
    assert_eq!(
        sizes(&made(png(8_000, 2), "image/png")),
        [(64, (64, 1)), (320, (320, 1)), (1280, (1280, 1))]
    );
}

#[test]
fn a_photo_that_lies_on_its_side_is_shown_upright() {
    // The white corner moves as the picture is turned.
    for (orientation, corner) in [(1, (2, 2)), (3, (-2, -2)), (6, (-2, 2)), (8, (2, -2))] {
        let photo = samples::photo(400, 200, orientation);
        let turned = orientation > 4;
        let size = if turned { (200, 400) } else { (400, 200) };
        let made = made(photo, "image/jpeg");
        assert_eq!((made.size.width, made.size.height), size);
        let small = read(&made.pictures[1].1);
        let at = |offset: i32, length: u32| {
            u32::try_from(i32::try_from(length).unwrap() * i32::from(offset < 0) + offset).unwrap()
        };
        let pixel = small.get_pixel(at(corner.0, small.width()), at(corner.1, small.height()));
        assert!(is(pixel, WHITE), "{orientation}: {pixel:?}");
    }
}

#[test]
fn transparency_and_the_profile_of_colours_are_kept() {
    let made_of = made(encoded(transparent(400, 200), ImageFormat::Png), "image/png");
    let small = read(&made_of.pictures[0].1);
    assert_eq!(small.get_pixel(2, 2).0[3], 0);
    assert!(is(small.get_pixel(60, 2), RED));

    for (side, bytes) in made(samples::photo(400, 200, 1), "image/jpeg").pictures {
        let mut decoder = image::codecs::webp::WebPDecoder::new(std::io::Cursor::new(&bytes)).unwrap();
        assert_eq!(
            image::ImageDecoder::icc_profile(&mut decoder).unwrap(),
            Some(samples::profile()),
            "{side}"
        );
    }
}

#[test]
fn the_first_picture_of_an_animation_is_shown() {
    let mut out = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut out);
    for colour in [[255, 0, 0], [0, 0, 255]] {
        let frame = RgbImage::from_pixel(30, 30, image::Rgb(colour));
        encoder
            .encode_frame(image::Frame::new(image::DynamicImage::ImageRgb8(frame).to_rgba8()))
            .unwrap();
    }
    drop(encoder);
    let small = read(&made(out, "image/gif").pictures[0].1);
    assert!(is(small.get_pixel(10, 10), RED));
}

#[test]
fn the_first_page_of_a_pdf_is_drawn() {
    let made_of = made(samples::pdf(3, "200 300"), "application/pdf");
    assert_eq!(
        sizes(&made_of),
        [(64, (43, 64)), (320, (213, 320)), (1280, (853, 1280))]
    );
    let page = read(&made_of.pictures[2].1);
    assert!(
        is(page.get_pixel(200, 1000), [0, 0, 0, 255]),
        "the square is in the lower left"
    );
    assert!(is(page.get_pixel(700, 200), WHITE));
}

#[test]
fn a_pdf_of_very_many_pages_takes_no_longer_than_its_first() {
    let start = Instant::now();
    made(samples::pdf(100_000, "200 300"), "application/pdf");
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn pages_of_absurd_size_do_not_take_memory() {
    for size in ["14400 1", "1 100000000", "0 0", "0.0001 0.0001", "-5 10"] {
        let result = thumbnails(samples::pdf(1, size), "application/pdf");
        if let Ok(made) = result {
            assert!(
                sizes(&made)
                    .iter()
                    .all(|(side, (width, height))| width <= side && height <= side)
            );
        }
    }
}

/// Returns a small file that claims so many pixels, which are all of one colour.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

#[test]
fn a_small_file_with_very_many_pixels_is_refused_before_they_are_read() {
    let start = Instant::now();
    assert_eq!(thumbnails(bomb(19_000, 19_000), "image/png"), Err(Error::TooLarge));
    assert_eq!(
        thumbnails(bomb(u32::MAX >> 1, u32::MAX >> 1), "image/png"),
        Err(Error::TooLarge)
    );
    assert!(start.elapsed().as_millis() < 500);
    for content_type in [
        "image/bmp",
        "image/gif",
        "image/jpeg",
        "image/tiff",
        "image/webp",
        "application/pdf",
    ] {
        assert!(thumbnails(bomb(10, 10), content_type).is_err(), "{content_type}");
    }
    assert_eq!(thumbnails(bomb(10, 10), "image/svg+xml"), Err(Error::Unsupported));
}

#[test]
fn a_file_that_is_cut_off_or_empty_is_damaged() {
    for (bytes, content_type) in [
        (png(400, 300), "image/png"),
        (samples::jpeg(400, 300), "image/jpeg"),
        (samples::webp_photo(1), "image/webp"),
        (encoded(transparent(40, 30), ImageFormat::Gif), "image/gif"),
        (encoded(picture(40, 30), ImageFormat::Bmp), "image/bmp"),
        (encoded(picture(40, 30), ImageFormat::Tiff), "image/tiff"),
        (samples::pdf(1, "200 300"), "application/pdf"),
    ] {
        for length in [0, 1, 8, 20] {
            let cut = thumbnails(bytes[..length].to_vec(), content_type);
            assert_eq!(cut, Err(Error::Damaged), "{content_type} of {length} bytes");
        }
        // The beginning of a picture may be shown, but nothing may panic.
        for part in 2..10 {
            let _ = thumbnails(bytes[..bytes.len() - bytes.len() / part].to_vec(), content_type);
        }
    }
}
