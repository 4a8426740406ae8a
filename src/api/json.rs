//! The encoding of arguments and answers: JSON.
//!
//! The JSON encoding of the server functions crate reads bytes, while resources are read from text that the server put
//! into the page. Serde compiles the deserializers of all types for each kind of input, so with only one kind the page
//! is smaller.

use serde::{Serialize, de::DeserializeOwned, de::Error};
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};

/// JSON in the body of a POST request and of its answer.
pub type Json = Post<JsonText>;

/// JSON that is read as text.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_text_are_an_error() {
        let read = |bytes: &'static [u8]| <JsonText as Decodes<String>>::decode(Bytes::from_static(bytes)).ok();
        assert_eq!(read("\"łódź\"".as_bytes()), Some("łódź".to_owned()));
        assert_eq!(read(b"\"\xff\""), None);
    }
}
