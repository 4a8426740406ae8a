//! TIFF: directories of entries, which name places in the file. The entries about position and editing are taken out in
//! place, so that all other places stay right. Entries about the camera stay: raw pictures cannot be read without them, and
//! browsers show neither.

/// XMP, IPTC, the resources of Photoshop, and the directory of the position.
const REMOVED: [u16; 4] = [0x02bc, 0x83bb, 0x8649, GPS];
const GPS: u16 = 0x8825;
/// The length of an entry.
const ENTRY: usize = 12;
/// Maximum number of directories.
const DIRECTORIES: usize = 1_000;

pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let order = match bytes.get(..4)? {
        b"II\x2a\0" => Order::Little,
        b"MM\0\x2a" => Order::Big,
        _ => return None,
    };
    let mut file = File {
        bytes: bytes.to_vec(),
        order,
    };
    let mut next = file.long(4)?;
    let mut seen = Vec::new();
    while next != 0 {
        if seen.contains(&next) || seen.len() >= DIRECTORIES {
            return None;
        }
        seen.push(next);
        next = file.directory(next)?;
    }
    Some(file.bytes)
}

#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

struct File {
    bytes: Vec<u8>,
    order: Order,
}

impl File {
    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match self.order {
            Order::Little => u16::from_le_bytes(bytes),
            Order::Big => u16::from_be_bytes(bytes),
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = match self.order {
            Order::Little => u32::from_le_bytes(bytes),
            Order::Big => u32::from_be_bytes(bytes),
        };
        usize::try_from(number).ok()
    }

    fn set_short(&mut self, at: usize, value: u16) -> Option<()> {
        let bytes = match self.order {
            Order::Little => value.to_le_bytes(),
            Order::Big => value.to_be_bytes(),
        };
        self.bytes.get_mut(at..at.checked_add(2)?)?.copy_from_slice(&bytes);
        Some(())
    }

    fn clear(&mut self, at: usize, length: usize) -> Option<()> {
        self.bytes.get_mut(at..at.checked_add(length)?)?.fill(0);
        Some(())
    }

    /// Takes entries out of the directory, and returns where the next one is.
    fn directory(&mut self, at: usize) -> Option<usize> {
        let count = self.short(at)?;
        let end = at + 2 + usize::from(count) * ENTRY;
        let next = self.long(end)?;
        let mut kept = Vec::with_capacity(end - at);
        let mut removed = 0;
        for entry in (at + 2..end).step_by(ENTRY) {
            let tag = self.short(entry)?;
            if REMOVED.contains(&tag) {
                removed += 1;
                if tag == GPS {
                    self.clear_directory(self.long(entry + 8)?)?;
                } else {
                    self.clear_value(entry)?;
                }
            } else {
                kept.extend_from_slice(self.bytes.get(entry..entry + ENTRY)?);
            }
        }
        if removed > 0 {
            kept.extend_from_slice(self.bytes.get(end..end + 4)?.to_vec().as_slice());
            self.set_short(at, count - removed)?;
            self.clear(at + 2, end + 4 - at - 2)?;
            self.bytes.get_mut(at + 2..at + 2 + kept.len())?.copy_from_slice(&kept);
        }
        Some(next)
    }

    /// Overwrites a directory with all values of its entries.
    fn clear_directory(&mut self, at: usize) -> Option<()> {
        let count = usize::from(self.short(at)?);
        for entry in (at + 2..at + 2 + count * ENTRY).step_by(ENTRY) {
            self.clear_value(entry)?;
        }
        self.clear(at, 2 + count * ENTRY + 4)
    }

    /// Overwrites the value of an entry, if it is at another place.
    fn clear_value(&mut self, entry: usize) -> Option<()> {
        let width = match self.short(entry + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = self.long(entry + 4)?.checked_mul(width)?;
        match length {
            0..=4 => Some(()),
            _ => self.clear(self.long(entry + 8)?, length),
        }
    }
}
