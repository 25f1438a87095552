//! Answers as the corpus writes them.

use core::fmt;

use nsp_formats::report;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

/// Something said of every state, or of some.
///
/// A text alone is meant for every state; a table names the states it is about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PerState<T> {
    /// As if the resource were in no perimeter.
    pub not_associated: Option<T>,
    /// `Learning` on the wire.
    pub transition: Option<T>,
    /// Only perimeter rules count.
    pub enforced: Option<T>,
    /// The dry run.
    pub audit: Option<T>,
}

impl<T> Default for PerState<T> {
    fn default() -> Self {
        Self { not_associated: None, transition: None, enforced: None, audit: None }
    }
}

impl<T: Clone> PerState<T> {
    /// The same in every state.
    #[must_use]
    pub fn every(value: T) -> Self {
        Self {
            not_associated: Some(value.clone()),
            transition: Some(value.clone()),
            enforced: Some(value.clone()),
            audit: Some(value),
        }
    }
}

impl<T> PerState<T> {
    /// What is said of each state, in the order of a rollout.
    #[must_use]
    pub const fn each(&self) -> [Option<&T>; 4] {
        [
            self.not_associated.as_ref(),
            self.transition.as_ref(),
            self.enforced.as_ref(),
            self.audit.as_ref(),
        ]
    }
}

/// Reads a text alone as one for every state.
pub(crate) fn per_state<'de, D, T>(deserializer: D) -> Result<PerState<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Clone,
{
    let value = serde_json::Value::deserialize(deserializer)?;
    if value.is_string() {
        serde_json::from_value(value).map(PerState::every).map_err(D::Error::custom)
    } else {
        serde_json::from_value(value).map_err(D::Error::custom)
    }
}

/// Verdict, ground and log category, written `allowed ip-rule -`; `-` is no category.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Answer {
    /// `allowed`, `denied` or `unknown`.
    pub verdict: String,
    /// Such as `perimeter-rule`.
    pub ground: String,
    /// As Azure spells it.
    pub category: Option<String>,
}

impl TryFrom<String> for Answer {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match *text.split(' ').collect::<Vec<_>>() {
            [verdict, ground, category] => Ok(Self {
                verdict: verdict.to_owned(),
                ground: ground.to_owned(),
                category: (category != "-").then(|| category.to_owned()),
            }),
            _ => Err(format!("`{text}` is not a verdict, a ground, and a category or `-`")),
        }
    }
}

impl From<&report::Decision> for Answer {
    fn from(decision: &report::Decision) -> Self {
        Self {
            verdict: decision.verdict.to_owned(),
            ground: decision.ground.to_owned(),
            category: decision.category.map(str::to_owned),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let category = self.category.as_deref().unwrap_or("-");
        write!(f, "{} {} {category}", self.verdict, self.ground)
    }
}
