//! Pictures and documents that tests make.

#![allow(dead_code, reason = "Each test file uses some.")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// A place in Łódź, as a marker in the samples that must not be left in a stripped picture.
pub const SECRET: &[u8] = b"51.7592N 19.4560E by Camera 3000";

/// Returns a picture whose left half is red and whose right half is blue; its upper left corner is white.
pub fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 4 && y < height / 4, x < width / 2) {
            (true, _) => Rgb([255, 255, 255]),
            (_, true) => Rgb([255, 0, 0]),
            _ => Rgb([0, 0, 255]),
        }
    })
}

pub fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(picture(width, height), ImageFormat::Png)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(picture(width, height), ImageFormat::Jpeg)
}

pub fn transparent(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| {
        Rgba([255, 0, 0, if x < width / 2 { 0 } else { 255 }])
    })
}

/// Returns Exif with an orientation, a camera and a position.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II\x2a\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value.to_le_bytes(),
        ]
        .concat()
    };
    let text = u32::try_from(SECRET.len()).unwrap();
    exif.extend(3_u16.to_le_bytes());
    exif.extend(entry(0x010f, 2, text, 50));
    exif.extend(entry(0x0112, 3, 1, orientation.into()));
    exif.extend(entry(0x8825, 4, 1, 50 + text));
    exif.extend([0; 4]);
    assert_eq!(exif.len(), 50);
    exif.extend(SECRET);
    // The directory of the position, with one value behind it.
    exif.extend(1_u16.to_le_bytes());
    exif.extend(entry(0x001b, 7, text, 50 + text + 18));
    exif.extend([0; 4]);
    exif.extend(SECRET);
    exif
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, content].concat()
}

/// Returns a photo as a telephone makes it: Exif, XMP, IPTC, a comment, a profile, and a film behind the end.
pub fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = jpeg(width, height);
    let with = |prefix: &[u8]| [prefix, SECRET].concat();
    [
        &plain[..2],
        &segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat()),
        &segment(0xe1, &with(b"http://ns.adobe.com/xap/1.0/\0")),
        &segment(0xe2, &profile_segment()),
        &segment(0xe2, &with(b"MPF\0")),
        &segment(0xe5, &with(b"")),
        &segment(0xed, &with(b"Photoshop 3.0\0")),
        &segment(0xfe, SECRET),
        &plain[2..],
        SECRET,
    ]
    .concat()
}

/// Returns a profile for RGB; only its header is right.
pub fn profile() -> Vec<u8> {
    let mut profile = vec![0; 132];
    profile[16..20].copy_from_slice(b"RGB ");
    profile
}

fn profile_segment() -> Vec<u8> {
    [b"ICC_PROFILE\0\x01\x01", &profile()[..]].concat()
}

pub fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [&name[..], content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
}

/// Returns a PNG with these chunks behind its header.
pub fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let plain = png(40, 20);
    let header = 8 + 25;
    [&plain[..header], &chunks.concat(), &plain[header..]].concat()
}

pub fn riff(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    let mut out = [&name[..], &length, content].concat();
    if content.len() % 2 == 1 {
        out.push(0);
    }
    out
}

/// Returns a WebP with Exif and XMP.
pub fn webp_photo(orientation: u8) -> Vec<u8> {
    let plain = encoded(picture(40, 20), ImageFormat::WebP);
    let mut header = vec![0x08 | 0x04, 0, 0, 0];
    header.extend([39, 0, 0, 19, 0, 0]);
    let body = [
        b"WEBP",
        &riff(b"VP8X", &header)[..],
        &plain[12..],
        &riff(b"EXIF", &exif(orientation)),
        &riff(b"XMP ", SECRET),
        &riff(b"ZZZZ", SECRET),
    ]
    .concat();
    [riff(b"RIFF", &body), SECRET.to_vec()].concat()
}

/// Returns a PDF of so many pages, each with a black square in its lower left quarter.
pub fn pdf(pages: usize, size: &str) -> Vec<u8> {
    let content = "0 0 0 rg 0 0 100 150 re f";
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 4)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {pages} /Kids [{}] >>", kids.join(" ")),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    objects
        .extend((0..pages).map(|_| format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 3 0 R >>")));
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            places.len() + 1
        )
        .bytes(),
    );
    out
}

pub fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length[..], name, content].concat()
}

/// Returns the frame of an AVIF with Exif and XMP in its data, without pixels.
pub fn boxes(turned: bool) -> Vec<u8> {
    let start = boxed(b"ftyp", b"avif\0\0\0\0avifmif1");
    let entry = |id: u16, kind: &[u8]| {
        boxed(
            b"infe",
            &[&[2, 0, 0, 0][..], &id.to_be_bytes(), &[0, 0], kind, b"\0"].concat(),
        )
    };
    let entries = [
        entry(1, b"av01"),
        entry(2, b"Exif"),
        entry(3, b"mime\0application/rdf+xml"),
    ];
    let list = boxed(b"iinf", &[&[0, 0, 0, 0, 0, 3][..], &entries.concat()].concat());
    let size = boxed(
        b"ispe",
        &[&[0; 4][..], &40_u32.to_be_bytes(), &20_u32.to_be_bytes()].concat(),
    );
    let turn = boxed(b"irot", &[u8::from(turned)]);
    let properties = boxed(b"iprp", &boxed(b"ipco", &[size, turn].concat()));
    let exif = [&[0; 4][..], &exif(6)].concat();
    let extent = |id: u16, start: usize, length: usize| {
        let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
        [&id.to_be_bytes()[..], &[0, 0, 0, 1], &number(start), &number(length)].concat()
    };
    let meta = |place: usize| {
        let places = [
            extent(1, place, 4),
            extent(2, place + 4, exif.len()),
            extent(3, place + 4 + exif.len(), SECRET.len()),
        ];
        let places = boxed(b"iloc", &[&[0, 0, 0, 0, 0x44, 0, 0, 3][..], &places.concat()].concat());
        boxed(b"meta", &[&[0; 4][..], &list, &properties, &places].concat())
    };
    let place = start.len() + meta(0).len() + 8;
    let data = boxed(b"mdat", &[b"pix!", &exif[..], SECRET].concat());
    [start, meta(place), data, boxed(b"mpvd", SECRET)].concat()
}
