//! The answers to the corpus as they were last read and accepted.
//!
//! All of them together are too much to read and to keep, so most are kept as digests.

use sha2::{Digest, Sha256};

use crate::Case;

/// A line a case: the digest of its answer's JSON, two spaces, its name.
pub const DIGESTS: &str = include_str!("../golden/answers.sha256");

/// A line a case of [`IN_FULL`]: `{"case": …, "answer": …}`.
pub const ANSWERS: &str = include_str!("../golden/answers.jsonl");

/// Files whose answers are kept in full.
pub const IN_FULL: &[&str] = &["worked-examples", "calls"];

/// The line of [`DIGESTS`] for an answer as a door printed it, without the end of line.
#[must_use]
pub fn digest_line(case: &Case, answer: &str) -> String {
    let digest: String = Sha256::digest(answer).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{digest}  {}", case.name)
}

/// The line of [`ANSWERS`] for an answer as a door printed it, without the end of line; `None`
/// where only its digest is kept.
#[must_use]
pub fn answer_line(case: &Case, answer: &str) -> Option<String> {
    let name = serde_json::Value::from(case.name.as_str());
    IN_FULL.contains(&case.file()).then(|| format!(r#"{{"case":{name},"answer":{answer}}}"#))
}
