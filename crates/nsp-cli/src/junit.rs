//! Reports for build servers, in the XML that they read.

use nsp_formats::expectation::{Checked, CheckedState, Standing};

use crate::expectations::{File, Run};
use crate::print::{spoken_of, state_title, words};

/// A suite a file, a case for each state that an expectation speaks of. What cannot be checked, and
/// a file without expectations, is an error.
pub(crate) fn report(run: &Run) -> String {
    let mut xml = Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    xml.0.push_str("<testsuites name=\"nsp test\">\n");
    for file in &run.files {
        xml.suite(file);
    }
    xml.0.push_str("</testsuites>\n");
    xml.0
}

struct Xml(String);

impl Xml {
    fn suite(&mut self, file: &File) {
        let states = || file.expectations.iter().flat_map(|checked| &checked.states);
        let invalid = file.expectations.iter().filter(|it| it.result == Standing::Invalid).count();
        let errors = if file.expectations.is_empty() { 1 } else { invalid };
        let failures = states().filter(|state| state.result != Standing::Holds).count();
        let tests = states().count() + errors;
        self.0.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n",
            escaped(&file.file)
        ));
        if file.expectations.is_empty() {
            self.case(file, "expectations", Some(("error", "none", "This file has none.", "")));
        }
        for checked in &file.expectations {
            self.expectation(file, checked);
        }
        self.0.push_str("  </testsuite>\n");
    }

    fn expectation(&mut self, file: &File, checked: &Checked) {
        if checked.result == Standing::Invalid {
            let problems =
                checked.problems.iter().map(|it| format!("{} {}", it.pointer, it.message));
            let problems: Vec<String> = problems.map(|it| it.trim_start().to_owned()).collect();
            let name = if checked.name.is_empty() { "unnamed" } else { &checked.name };
            let message = "This expectation cannot be checked.";
            self.case(file, name, Some(("error", "invalid", message, &problems.join("\n"))));
        }
        for state in &checked.states {
            let name = format!("{}: {}", checked.name, state_title(state.state));
            let message = otherwise(state);
            let kind = if state.result == Standing::Unknown { "unknown" } else { "fails" };
            let reason = [std::slice::from_ref(&state.reason), &state.missing].concat().join("\n");
            let said = ("failure", kind, message.as_str(), reason.as_str());
            self.case(file, &name, (state.result != Standing::Holds).then_some(said));
        }
    }

    /// A case, and how it failed: element, type, message and detail.
    fn case(&mut self, file: &File, name: &str, failed: Option<(&str, &str, &str, &str)>) {
        let of = escaped(file.name.as_deref().unwrap_or(&file.file));
        self.0.push_str(&format!("    <testcase classname=\"{of}\" name=\"{}\"", escaped(name)));
        let Some((element, kind, message, detail)) = failed else {
            self.0.push_str("/>\n");
            return;
        };
        let (message, detail) = (escaped(message), escaped(detail));
        self.0.push_str(&format!(
            ">\n      <{element} type=\"{kind}\" message=\"{message}\">{detail}</{element}>\n    \
             </testcase>\n"
        ));
    }
}

fn otherwise(state: &CheckedState) -> String {
    let came = state.actual.as_ref().map(|actual| words(&spoken_of(actual, &state.expected)));
    let came = came.as_deref().unwrap_or("nothing");
    format!("expected {}, came {came}", words(&state.expected))
}

/// A text as XML 1.0 can hold it; characters that it cannot hold at all are replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_its_place() {
        let text = "a\"><b>&\n\u{1b}é";
        assert_eq!(escaped(text), "a&quot;&gt;&lt;b&gt;&amp;&#10;\u{fffd}é");
    }
}
