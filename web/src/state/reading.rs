//! Files that a person chose or dropped, as text.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::SourceFile;

/// Reads every file, in the order given. A file that is no text at all is read as far as it is
/// one, so that its finding can say where it stops being JSON.
pub async fn read_files(files: Vec<File>) -> Vec<SourceFile> {
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        let bytes = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
            Err(_) => Vec::new(),
        };
        read.push(SourceFile { name: file.name(), text: decode(&bytes) });
    }
    read
}

/// UTF-8, or the UTF-16 that Windows PowerShell writes when output is sent to a file.
fn decode(bytes: &[u8]) -> String {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).skip(1).filter_map(|pair| pair.try_into().ok());
        char::decode_utf16(units.map(unit))
            .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn what_powershell_and_editors_write_is_read() {
        assert_eq!(decode("{\"a\":\"ß\"}".as_bytes()), "{\"a\":\"ß\"}");
        assert_eq!(decode(b"\xef\xbb\xbf{}"), "{}");
        assert_eq!(decode(b"\xff\xfe{\0}\0"), "{}");
        assert_eq!(decode(b"\xfe\xff\0{\0}"), "{}");
        assert_eq!(decode(b"{\xff"), "{\u{fffd}");
    }
}
