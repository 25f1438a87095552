//! Scenarios as text.

use serde_json::Value;

use super::document::{Estate, Scenario, Version};
use crate::finding::{Finding, Import, Kind, Place, Report};
use crate::json::{self, Dialect, Field, Node, Wire};
use crate::origins::Origins;

impl Scenario {
    /// Reads a scenario document. Findings are about its form and about what it means.
    ///
    /// ```
    /// use nsp_formats::scenario::Scenario;
    /// let text = r#"{ "nspScenario": 1, "estate": { "resources": 7 } }"#;
    /// let import = Scenario::parse("estate.json", text).unwrap();
    /// assert_eq!(import.findings[0].pointer, "/estate/resources");
    /// assert!(Scenario::parse("estate.json", "nonsense").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// One finding, where the text is not JSON, not a scenario, or of another version.
    pub fn parse(file: &str, text: &str) -> Result<Import<Self>, Box<Finding>> {
        let mut report = Report::default();
        let read = json::read(0, text, &mut report).and_then(|document| {
            let node = Node::new(&document.value, Place::default(), Dialect::Scenario);
            let (scenario, origins) = Self::read(&node, &mut report)?;
            scenario.check(&mut report, &origins);
            Ok((document.text, scenario))
        });
        match read {
            Ok((text, scenario)) => {
                Ok(Import { value: scenario, findings: report.settle(&[(file, &text)]) })
            }
            Err(kind) => Err(Box::new(refused(file, kind))),
        }
    }

    pub(crate) fn read(node: &Node<'_>, report: &mut Report) -> Result<(Self, Origins), Kind> {
        let version = node.member("nspScenario").ok_or(Kind::NotAScenario)?;
        if version.value.as_u64() != Some(1) {
            return Err(Kind::UnknownVersion(version.value.to_string()));
        }
        node.read(report).ok_or(Kind::NotAScenario)
    }

    /// The document as JSON, indented by two; equal scenarios are equal texts.
    #[must_use]
    pub fn to_text(&self) -> String {
        // Maps and texts always become JSON: there is no value this could fail on.
        let mut text = serde_json::to_string_pretty(&self.write_object()).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The finding about a text that was refused.
pub(crate) fn refused(file: &str, kind: Kind) -> Finding {
    let position = match kind {
        Kind::NotJson { line, column, .. } => crate::finding::Position { line, column },
        _ => crate::finding::Position { line: 1, column: 1 },
    };
    Finding {
        severity: kind.severity(),
        file: file.to_owned(),
        pointer: String::new(),
        position: Some(position),
        kind,
    }
}

impl Field for Version {
    const EXPECTED: &'static str = "`1`";

    fn read(node: &Node<'_>, _: &mut Report, _: &mut Origins) -> Option<Self> {
        node.value.as_u64().map(Self)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::from(self.0))
    }
}

impl Field for Estate {
    const EXPECTED: &'static str = "an object";

    fn read(node: &Node<'_>, report: &mut Report, origins: &mut Origins) -> Option<Self> {
        if node.value.is_null() { Some(Self::default()) } else { node.read_into(report, origins) }
    }

    fn write(&self) -> Option<Value> {
        let object = self.write_object();
        (!object.is_empty()).then_some(Value::Object(object))
    }
}
