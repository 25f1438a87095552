//! The corpus of cases: questions with answers that documents give, as data.
//!
//! Nothing here reads a file or decides anything, so that the same cases are asked on every
//! target and through every door. `corpus/README.md` describes the files.

mod answers;
pub mod golden;
mod read;

pub use answers::{Answer, PerState};
pub use read::cases;

use nsp_core::{Compiled, Revision};
use nsp_formats::finding::Severity;
use nsp_formats::report::{self, Comparison};
use nsp_formats::scenario::Scenario;

macro_rules! files {
    ($($name:literal,)*) => {
        /// Every file of the corpus by name, with its text, in the order to go through them.
        pub const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../corpus/", $name, ".toml"))),)*];
    };
}

files! {
    "worked-examples",
    "public-network-access",
    "inbound",
    "identity",
    "links",
    "addresses",
    "regions",
    "service-tags",
    "service-endpoints",
    "firewall",
    "exceptions",
    "features",
    "outbound",
    "calls",
    "associations",
    "other-types",
    "missing",
}

/// The log categories that no case reaches.
pub const UNREACHABLE: &str = include_str!("../corpus/unreachable.toml");

/// One question with its answer.
#[derive(Clone, Debug)]
pub struct Case {
    /// File and name: unique in the corpus.
    pub name: String,
    /// The key of a source, a colon, and what it says.
    pub because: String,
    /// The revision that decides.
    pub revision: Revision,
    /// A scenario document as JSON: the estate, and the question as its only request.
    pub scenario: String,
    /// What must come out.
    pub expect: PerState<Answer>,
    /// The rule, link or firewall entry that decides.
    pub rule: PerState<String>,
    /// A rule that is marked as missed by little.
    pub near_miss: PerState<String>,
    /// How sure the answer is.
    pub sureness: PerState<String>,
    /// Part of what is said to be missing.
    pub missing: PerState<String>,
    /// Part of something that a reader is told beside the answer.
    pub note: PerState<String>,
    /// Part of something that had to be assumed.
    pub assumed: PerState<String>,
    /// Verdict and ground by the other revision. A state that is left out must not have any.
    pub other_revision: PerState<String>,
    /// A category logged beside the answer, or `-`.
    pub also_logged: PerState<String>,
    /// Under Audit, verdict and ground of Enforced.
    pub would_be: Option<String>,
    /// The caller's way out.
    pub outbound_leg: PerState<Answer>,
    /// The destination's way in.
    pub inbound_leg: PerState<Answer>,
    /// The verdict on both legs.
    pub call: PerState<String>,
}

impl Case {
    /// What the library answers.
    ///
    /// # Errors
    ///
    /// The scenario or its request is not what a person could ask.
    pub fn answer(&self) -> Result<Comparison, String> {
        let scenario = Scenario::parse(&self.name, &self.scenario).map_err(|it| it.to_string())?;
        let estate = scenario.value.snapshot();
        let mut findings = scenario.findings.iter();
        if let Some(error) = findings.find(|finding| finding.severity == Severity::Error) {
            return Err(error.to_string());
        }
        let request = scenario.value.requests.first().ok_or("there is no request")?;
        let request = request.build(&estate.value).map_err(|errors| {
            errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" ")
        })?;
        Ok(report::compare(&Compiled::new(estate.value), &request))
    }

    /// The file it stands in.
    #[must_use]
    pub fn file(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}
