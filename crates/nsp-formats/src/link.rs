//! A scenario as the fragment of a link, and back. No server ever sees a fragment.
//!
//! Version 1 is `#nsp1=` and, in base64url without padding, four bytes of Adler-32 over the
//! document, the greatest first, then the document: compact JSON, deflated raw, with the text of
//! version 1's dictionary taken for what stands before it. A link made once opens for ever, so
//! neither the form nor the dictionary of a version changes; a better one is another version.

mod dictionary;
mod error;

pub use error::{LinkError, TooLong};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::{DataFormat, deflate};

use crate::finding::Import;
use crate::scenario::Scenario;

/// How many characters a fragment may have; many programs cut what is longer.
pub const LONGEST: usize = 32_000;

/// How many bytes a document in a link may have. What claims to be larger is not inflated further.
pub const LARGEST: usize = 4 << 20;

/// The fragment that holds a scenario, with its `#`.
///
/// ```
/// use nsp_formats::link;
/// use nsp_formats::scenario::Scenario;
/// let scenario = Scenario { name: Some("Shop".to_owned()), ..Scenario::default() };
/// let fragment = link::encode(&scenario)?;
/// let link = format!("https://playground.example/{fragment}");
/// assert_eq!(link::decode(&link).unwrap().value, scenario);
/// # Ok::<(), link::TooLong>(())
/// ```
///
/// # Errors
///
/// The fragment would be longer than [`LONGEST`], or its document larger than [`LARGEST`].
pub fn encode(scenario: &Scenario) -> Result<String, TooLong> {
    // Maps and texts always become JSON: there is no value this could fail on.
    let document = serde_json::to_vec(scenario).unwrap_or_default();
    let mut bytes = adler2::adler32_slice(&document).to_be_bytes().to_vec();
    deflate(&document, &mut bytes);
    let mut fragment = String::from("#nsp1=");
    BASE64.encode_string(bytes, &mut fragment);
    if fragment.len() > LONGEST || document.len() > LARGEST {
        return Err(TooLong { characters: fragment.len() });
    }
    Ok(fragment)
}

/// The scenario that a link holds: a whole URL, or its fragment with or without `#`. Findings are
/// about the document in the link, which they call `link`.
///
/// # Errors
///
/// [`LinkError`] says what is wrong with the link and what to do instead.
pub fn decode(link: &str) -> Result<Import<Scenario>, LinkError> {
    Scenario::parse("link", &document(link)?).map_err(LinkError::NotAScenario)
}

/// The text of the document that a link holds, as yet unread: for whoever reads it together with
/// others. Never more than [`LARGEST`] bytes.
///
/// # Errors
///
/// See [`decode`]; that the text is a scenario is not looked at.
pub fn document(link: &str) -> Result<String, LinkError> {
    // Mail programs break long lines.
    let written: String = payload(link)?.split_ascii_whitespace().collect();
    // In a sentence, a full stop or bracket comes after it.
    let written = written.trim_end_matches(|c| !is_letter(c));
    if let Some(other) = written.chars().find(|c| !is_letter(*c)) {
        return Err(LinkError::BadCharacter(other));
    }
    let bytes = BASE64.decode(written).map_err(|_| LinkError::Damaged)?;
    let (sum, deflated) = bytes.split_first_chunk().ok_or(LinkError::Damaged)?;
    let document = inflate(deflated)?;
    if adler2::adler32_slice(&document) != u32::from_be_bytes(*sum) {
        return Err(LinkError::Damaged);
    }
    String::from_utf8(document).map_err(|_| LinkError::Damaged)
}

/// Whether an argument is meant for a link rather than for a file. A link may be without its scheme.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "<(\"'".contains(c));
    let is_payload = |text: &str| {
        let version = text.split_once('=').map_or("", |(version, _)| version);
        !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())
    };
    ["http://", "https://", "#nsp"].iter().any(|start| text.starts_with(start))
        || text.split_once("#nsp").is_some_and(|(_, rest)| is_payload(rest))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// What follows `nsp1=`. Other members of the fragment, set apart by `&`, are somebody else's.
fn payload(link: &str) -> Result<&str, LinkError> {
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    for member in fragment.split('&') {
        let Some((name, payload)) = member.split_once('=') else { continue };
        let version = name.trim_start().strip_prefix("nsp").unwrap_or_default();
        if version == "1" {
            return Ok(payload);
        }
        if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LinkError::UnknownVersion(version.to_owned()));
        }
    }
    Err(LinkError::NoScenario)
}

fn deflate(document: &[u8], bytes: &mut Vec<u8>) {
    let level = deflate::CompressionLevel::BestCompression;
    let mut deflater = CompressorOxide::with_format_and_level(DataFormat::Raw, level);
    // Flushed to a whole byte, the dictionary is left out and can still be pointed back to.
    let known = dictionary::VERSION_1.as_bytes();
    compress_to_output(&mut deflater, known, TDEFLFlush::Sync, |_| true);
    compress_to_output(&mut deflater, document, TDEFLFlush::Finish, |piece| {
        bytes.extend_from_slice(piece);
        true
    });
}

fn inflate(mut deflated: &[u8]) -> Result<Vec<u8>, LinkError> {
    let known = dictionary::VERSION_1.len();
    let most = known + LARGEST;
    let mut text = dictionary::VERSION_1.as_bytes().to_vec();
    text.resize(most.min(known + 8 * deflated.len()), 0);
    let mut inflater = Box::<DecompressorOxide>::default();
    let mut end = known;
    loop {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut inflater, deflated, &mut text, end, flags);
        deflated = deflated.get(read..).unwrap_or_default();
        end += written;
        match status {
            TINFLStatus::Done if deflated.is_empty() => break,
            TINFLStatus::HasMoreOutput if text.len() < most => {
                text.resize(most.min(2 * text.len()), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(LinkError::TooLarge),
            _ => return Err(LinkError::Damaged),
        }
    }
    text.truncate(end);
    Ok(text.split_off(known))
}

#[cfg(test)]
mod tests;
