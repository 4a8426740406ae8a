//! Reading spreadsheet files: csv, tsv, txt, xls, xlsx, ods, with their encodings, delimiters and limits.
//!
//! [`Workbook::open`] recognises the format of a file, [`Workbook::read`] returns the rows of one sheet as a [`Table`]
//! of text. Neither panics, nor allocates memory for sizes that a file merely claims. The reason why a file cannot be
//! read is a [`ReadError`].
//!
//! Without the feature `reader`, this crate has only the messages between page and import worker.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod error;
pub mod limits;
pub mod options;
pub mod protocol;

#[cfg(feature = "reader")]
pub mod header;
#[cfg(feature = "reader")]
mod html;
#[cfg(feature = "reader")]
mod markup;
#[cfg(feature = "reader")]
mod merged;
#[cfg(feature = "reader")]
mod ods;
#[cfg(feature = "reader")]
mod packed;
#[cfg(feature = "reader")]
pub mod session;
#[cfg(feature = "reader")]
mod sniff;
#[cfg(feature = "reader")]
pub mod table;
#[cfg(feature = "reader")]
mod text;
#[cfg(feature = "reader")]
mod value;
#[cfg(feature = "reader")]
mod workbook;
#[cfg(all(feature = "worker", target_arch = "wasm32"))]
pub mod worker;
#[cfg(feature = "reader")]
mod xls;
#[cfg(feature = "reader")]
mod xlsx;
#[cfg(feature = "reader")]
mod xml_2003;

pub use error::{LooksLike, ReadError};
pub use options::{Delimiter, Encoding, EncodingDoubt, Format, Progress, ReadOptions, Sheet};
#[cfg(feature = "reader")]
pub use table::{Table, TableBuilder};
#[cfg(feature = "reader")]
pub use workbook::Workbook;

/// Returns the text of a file in one of the encodings that are detected, or `None` if its bytes are not text.
#[cfg(feature = "reader")]
pub fn text_of(bytes: &[u8]) -> Option<std::borrow::Cow<'_, str>> {
    let found = text::encoding::detect(bytes)?;
    Some(text::encoding::decode(bytes, found.encoding))
}
