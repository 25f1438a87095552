//! A review, as every door prints it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::markdown::prose;
use super::{ERRORS, Finding, error_lines};
use crate::finding::Severity;
use crate::review::{Remark, review};
use crate::scenario::{Edition, Scenario};

/// A review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// How many remarks there are of each kind.
    pub counts: Counts,
    /// In the order of the scenario's parts, at one place the gravest first.
    pub remarks: Vec<Line>,
    /// What is wrong with the documents, where a door read any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Finding>,
}

/// How many remarks there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Warnings that are not suppressed.
    pub warning: usize,
    /// What is good to know and not suppressed.
    pub info: usize,
    /// What is suppressed.
    pub suppressed: usize,
}

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Such as `over-wide`.
    pub lint: &'static str,
    /// `warning` or `info`.
    pub severity: &'static str,
    /// The ARM id of what it is about; for a saved request or an expectation its place.
    pub id: String,
    /// RFC 6901 into the scenario.
    pub pointer: String,
    /// What is so, then what to do. Backticks mark code.
    pub message: String,
    /// The key of the document that it rests on; `null` for a suppression that means nothing.
    pub source: Option<&'static str>,
    /// What the fix does; `null` where only a person can decide.
    pub fix: Option<String>,
    /// Why it is suppressed; `null` where it is not.
    pub suppressed: Option<String>,
}

/// The remarks on a scenario.
#[must_use]
pub fn report(edition: &Edition) -> Review {
    let all = review(edition);
    let mut counts = Counts::default();
    for remark in &all {
        match (&remark.suppressed, remark.severity()) {
            (Some(_), _) => counts.suppressed += 1,
            (None, Severity::Info) => counts.info += 1,
            (None, _) => counts.warning += 1,
        }
    }
    let remarks = all.iter().map(|it| line(it, edition.scenario())).collect();
    Review { counts, remarks, errors: Vec::new() }
}

fn line(remark: &Remark, scenario: &Scenario) -> Line {
    Line {
        lint: remark.lint().code(),
        severity: remark.severity().name(),
        id: remark.id.clone(),
        pointer: remark.pointer.clone(),
        message: remark.message(),
        source: remark.source(),
        fix: remark.fix(scenario).map(|fix| fix.label(scenario)),
        suppressed: remark.suppressed.clone(),
    }
}

/// For a terminal: what it is about, and under it what there is to say. `all` lists what is
/// suppressed too.
#[must_use]
pub fn text(review: &Review, all: bool) -> String {
    let mut lines = vec![summary(review)];
    if !review.errors.is_empty() {
        lines.push(format!("\n{ERRORS}"));
        lines.extend(error_lines(&review.errors).map(|it| format!("  {}", one_line(&it))));
    }
    let headings = Headings::of_all(review);
    let mut about = "";
    for it in review.remarks.iter().filter(|it| all || it.suppressed.is_none()) {
        if it.id != about {
            lines.push(format!("\n{}", one_line(headings.of(&it.id))));
            about = &it.id;
        }
        let source = it.source.map(|key| format!(" ({key})")).unwrap_or_default();
        let message = one_line(&it.message);
        lines.push(format!("  {} {}: {message}{source}", it.severity, it.lint));
        lines.extend(it.fix.as_deref().map(|fix| format!("    fix: {}", one_line(fix))));
        let reason = it.suppressed.as_deref();
        lines.extend(reason.map(|why| format!("    suppressed: {}", one_line(why))));
    }
    lines.join("\n").replace('`', "")
}

/// For a document. `all` lists what is suppressed too.
#[must_use]
pub fn markdown(review: &Review, all: bool) -> String {
    let mut lines = vec![summary(review)];
    if !review.errors.is_empty() {
        lines.push(format!("\n### {ERRORS}\n"));
        lines.extend(error_lines(&review.errors).map(|it| format!("- {}", prose(&it))));
    }
    let headings = Headings::of_all(review);
    let mut about = "";
    for it in review.remarks.iter().filter(|it| all || it.suppressed.is_none()) {
        if it.id != about {
            lines.push(format!("\n### {}\n", prose(headings.of(&it.id))));
            about = &it.id;
        }
        let source = it.source.map(|key| format!(" ({key})")).unwrap_or_default();
        let reason = it.suppressed.as_deref();
        let reason = reason.map(|why| format!(" Suppressed: {}", prose(why))).unwrap_or_default();
        let fix = it.fix.as_deref().map(|fix| format!(" Fix: {}.", prose(fix)));
        let fix = fix.unwrap_or_default();
        let message = prose(&it.message);
        lines.push(format!("- **{}** `{}`: {message}{source}{fix}{reason}", it.severity, it.lint));
    }
    lines.join("\n")
}

fn summary(review: &Review) -> String {
    let Review { counts, errors, .. } = review;
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts = [
        some(errors.len(), "error", "errors"),
        some(counts.warning, "warning", "warnings"),
        some(counts.info, "note", "notes"),
        some(counts.suppressed, "suppressed", "suppressed"),
    ];
    match parts.into_iter().flatten().collect::<Vec<_>>().as_slice() {
        [] => "Nothing to say.".to_owned(),
        parts => format!("{}.", parts.join(", ")),
    }
}

/// What remarks are about: by their ids where several are called alike.
struct Headings<'r>(BTreeMap<&'r str, BTreeSet<&'r str>>);

impl<'r> Headings<'r> {
    fn of_all(review: &'r Review) -> Self {
        let mut alike: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for it in &review.remarks {
            alike.entry(called(&it.id)).or_default().insert(&it.id);
        }
        Self(alike)
    }

    fn of<'i>(&self, id: &'i str) -> &'i str {
        let name = called(id);
        if self.0.get(name).is_some_and(|ids| ids.len() > 1) { id } else { name }
    }
}

/// What an id is about, without the way to the group: `storageAccounts/st`,
/// `networkSecurityPerimeters/nsp/profiles/web`.
fn called(id: &str) -> &str {
    let own = id.rsplit_once("/providers/").map_or(id, |(_, own)| own);
    match own.split_once('/') {
        Some((namespace, rest)) if namespace.contains('.') => rest,
        _ if own.is_empty() => "the scenario",
        _ => own,
    }
}

/// A text that cannot pass for a line of ours.
fn one_line(text: &str) -> String {
    text.split(char::is_whitespace).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reviewed() -> Review {
        let text = r#"{ "nspScenario": 1, "estate": { "perimeters": [{
            "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/nsp",
            "profiles": [{ "name": "web", "accessRules": [
                { "name": "all", "direction": "Inbound", "addressPrefixes": ["0.0.0.0/0"] },
                { "name": "one\n1 <b>", "direction": "Inbound", "addressPrefixes": ["203.0.113.7"] }]
            }] }] },
            "suppressions": [{ "lint": "nothing-associated", "reason": "being built",
                "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/nsp" }] }"#;
        report(&Edition::new(Scenario::parse("a.json", text).unwrap().value))
    }

    #[test]
    fn a_terminal_gets_one_block_for_each_thing() {
        let expected = "2 warnings, 1 note, 1 suppressed.

networkSecurityPerimeters/nsp/profiles/web/accessRules/all
  warning over-wide: 0.0.0.0/0 lets in every address of its family, with any authentication. List \
                        the ranges that callers leave by. (CON25)

networkSecurityPerimeters/nsp/profiles/web/accessRules/one 1 <b>
  warning bad-name: Azure refuses the name one 1 <b>. Write 1 to 80 letters, digits, _, . and -, \
                        beginning with a letter or digit and ending with one or with _. (SPEC)
  info redundant-rule: Everything that this rule allows, rule all allows as well. Remove the rule. \
                        (CON25)
    fix: Remove rule one 1 <b>";
        assert_eq!(text(&reviewed(), false), expected);
        let all = text(&reviewed(), true);
        assert!(all.contains("    suppressed: being built"), "{all}");
    }

    #[test]
    fn markdown_of_names_stays_text() {
        let text = markdown(&reviewed(), false);
        assert!(text.starts_with("2 warnings, 1 note, 1 suppressed.\n\n### "), "{text}");
        assert!(text.contains("/one 1 &lt;b>\n") && text.lines().count() == 10, "{text}");
    }

    #[test]
    fn json_is_as_it_is_documented() {
        let json = serde_json::to_value(reviewed()).unwrap();
        assert_eq!(json["counts"], serde_json::json!({ "warning": 2, "info": 1, "suppressed": 1 }));
        assert_eq!(json["remarks"][3]["fix"], "Remove rule `one\n1 <b>`");
        assert_eq!(json["remarks"][0]["suppressed"], "being built");
    }
}
