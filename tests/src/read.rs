//! Files of the corpus, read and refused.

use std::collections::BTreeSet;

use nsp_core::Revision;
use nsp_formats::sources::source;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Case;
use crate::answers::{Answer, PerState, per_state};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    estate: Value,
    case: Vec<Entry>,
}

/// A `[[case]]` as written.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Entry {
    name: String,
    because: String,
    revision: Option<String>,
    revisions: Option<Both>,
    request: Value,
    #[serde(deserialize_with = "per_state")]
    expect: PerState<Answer>,
    #[serde(default, deserialize_with = "per_state")]
    rule: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    near_miss: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    sureness: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    missing: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    note: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    assumed: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    other_revision: PerState<String>,
    #[serde(default, deserialize_with = "per_state")]
    also_logged: PerState<String>,
    would_be: Option<String>,
    #[serde(default, deserialize_with = "per_state")]
    outbound_leg: PerState<Answer>,
    #[serde(default, deserialize_with = "per_state")]
    inbound_leg: PerState<Answer>,
    #[serde(default, deserialize_with = "per_state")]
    call: PerState<String>,
}

/// The one word that `revisions` takes.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Both {
    Both,
}

impl Entry {
    fn revisions(&self) -> Result<Vec<Revision>, String> {
        match (&self.revision, self.revisions) {
            (None, None) => Ok(vec![Revision::default()]),
            (None, Some(Both::Both)) => Ok(Revision::ALL.to_vec()),
            (Some(date), None) => Revision::from_date(date)
                .map(|revision| vec![revision])
                .ok_or_else(|| format!("there is no revision `{date}`")),
            (Some(_), Some(_)) => Err("`revision` and `revisions` exclude each other".to_owned()),
        }
    }

    fn check(&self) -> Result<(), String> {
        let (key, text) = self
            .because
            .split_once(": ")
            .ok_or("`because` is the key of a source, a colon, and what it says")?;
        if source(key).is_none_or(|source| source.key != key) {
            return Err(format!("`because` names `{key}`, which is no source"));
        }
        if text.trim().is_empty() {
            return Err("`because` does not say what the source says".to_owned());
        }
        let [not_associated, rest @ ..] = self.expect.each().map(|answer| answer.is_some());
        if !not_associated || (rest.contains(&true) && rest.contains(&false)) {
            return Err("`expect` leaves a state out".to_owned());
        }
        Ok(())
    }

    fn case(self, file: &str, estate: &Value, revision: Revision, one_of_several: bool) -> Case {
        let suffix = if one_of_several { format!(" ({})", revision.date()) } else { String::new() };
        let scenario = json!({
            "nspScenario": 1,
            "name": &self.name,
            "revision": revision.date(),
            "estate": estate,
            "requests": [self.request],
        });
        Case {
            name: format!("{file}/{}{suffix}", self.name),
            because: self.because,
            revision,
            scenario: scenario.to_string(),
            expect: self.expect,
            rule: self.rule,
            near_miss: self.near_miss,
            sureness: self.sureness,
            missing: self.missing,
            note: self.note,
            assumed: self.assumed,
            other_revision: self.other_revision,
            also_logged: self.also_logged,
            would_be: self.would_be,
            outbound_leg: self.outbound_leg,
            inbound_leg: self.inbound_leg,
            call: self.call,
        }
    }
}

/// The cases of one file, in its order; one that both revisions must answer alike is two.
///
/// # Errors
///
/// A case that names no source, repeats a name, leaves a state out, or says what no case can say.
pub fn cases(file: &str, text: &str) -> Result<Vec<Case>, String> {
    let document: Document = toml::from_str(text).map_err(|error| format!("{file}: {error}"))?;
    let mut names = BTreeSet::new();
    let mut cases = Vec::new();
    for entry in document.case {
        let wrong = |error: String| format!("{file}/{}: {error}", entry.name);
        entry.check().map_err(wrong)?;
        if !names.insert(entry.name.clone()) {
            return Err(wrong("another case has this name".to_owned()));
        }
        let revisions = entry.revisions().map_err(wrong)?;
        for revision in &revisions {
            let entry = entry.clone();
            cases.push(entry.case(file, &document.estate, *revision, revisions.len() > 1));
        }
    }
    Ok(cases)
}
