//! Containers: zip files that are documents, and the compound files of older Office versions.

/// The signature of a file in a zip.
const LOCAL: &[u8] = b"PK\x03\x04";
/// The length of the header before the name of a file in a zip.
const LOCAL_HEADER: usize = 30;
/// How many of the first files of a zip are looked at.
const ENTRIES: usize = 64;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/// The types that the first file of a document, named `mimetype`, may state.
const STATED: [&str; 6] = [
    "application/epub+zip",
    "application/vnd.oasis.opendocument.graphics",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "image/openraster",
];

/// Returns the type of a zip, or of the document that it is.
pub fn zip(head: &[u8], extension: &str) -> Option<&'static str> {
    if head.starts_with(b"PK\x05\x06") {
        return Some("application/zip");
    }
    if !head.starts_with(LOCAL) {
        return None;
    }
    let mut office = false;
    let mut at = 0;
    for _ in 0..ENTRIES {
        let Some(entry) = Entry::at(head, at) else { break };
        match entry.name {
            b"mimetype" if at == 0 => {
                let content = &head[entry.content..];
                if let Some(stated) = STATED.iter().find(|stated| content.starts_with(stated.as_bytes())) {
                    return Some(stated);
                }
            }
            name if name.starts_with(b"word/") => return Some(DOCX),
            name if name.starts_with(b"xl/") => return Some(XLSX),
            name if name.starts_with(b"ppt/") => return Some(PPTX),
            b"[Content_Types].xml" | b"_rels/.rels" => office = true,
            _ => {}
        }
        let Some(next) = entry.next(head) else { break };
        at = next;
    }
    // The parts that would say it are behind the beginning.
    Some(match extension {
        "docx" | "docm" | "dotx" if office => DOCX,
        "xlsx" | "xlsm" | "xltx" if office => XLSX,
        "pptx" | "pptm" | "potx" if office => PPTX,
        _ => "application/zip",
    })
}

/// A file in a zip.
struct Entry<'h> {
    name: &'h [u8],
    /// Where its bytes begin.
    content: usize,
    /// The number of its bytes, if it is known before them.
    size: Option<usize>,
}

impl<'h> Entry<'h> {
    fn at(head: &'h [u8], at: usize) -> Option<Self> {
        let header = head.get(at..at.checked_add(LOCAL_HEADER)?)?;
        if !header.starts_with(LOCAL) {
            return None;
        }
        let short = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let size = u32::from_le_bytes([header[18], header[19], header[20], header[21]]);
        let described_later = header[6] & 8 != 0;
        let name = at + LOCAL_HEADER;
        let content = name + short(26) + short(28);
        Some(Self {
            name: head.get(name..name + short(26))?,
            content: content.min(head.len()),
            size: (!described_later).then_some(usize::try_from(size).ok()?),
        })
    }

    /// Returns where the next file begins.
    fn next(&self, head: &[u8]) -> Option<usize> {
        if let Some(size) = self.size {
            return self.content.checked_add(size);
        }
        let rest = &head[self.content..];
        let found = rest.windows(LOCAL.len()).position(|window| window == LOCAL);
        found.map(|found| self.content + found)
    }
}

/// Returns the type of a document of Office before 2007.
pub fn compound(head: &[u8], extension: &str) -> Option<&'static str> {
    if !head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return None;
    }
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        head.windows(wide.len()).any(|window| window == wide)
    };
    Some(match extension {
        _ if has("WordDocument") => "application/msword",
        _ if has("Workbook") => "application/vnd.ms-excel",
        _ if has("PowerPoint Document") => "application/vnd.ms-powerpoint",
        "doc" | "dot" => "application/msword",
        "xls" | "xlt" => "application/vnd.ms-excel",
        "ppt" | "pps" => "application/vnd.ms-powerpoint",
        "msg" => "application/vnd.ms-outlook",
        _ => "application/x-ole-storage",
    })
}
