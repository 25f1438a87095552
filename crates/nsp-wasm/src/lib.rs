//! The JavaScript door: an `Engine` made from documents, asked with plain objects, answering with
//! the very JSON that the command line prints.
//!
//! Nothing here decides; nothing here keeps a document beyond the engine made from it.

mod typescript;

use js_sys::JSON;
use nsp_core::{Compiled, Request, State};
use nsp_formats::finding::Finding;
use nsp_formats::names::Named;
use nsp_formats::report;
use nsp_formats::request::RequestForm;
use nsp_formats::scenario::Scenario;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A configuration, ready to be asked.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct Engine {
    scenario: Scenario,
    findings: Vec<Finding>,
    compiled: Compiled,
}

/// A document by name.
#[derive(Deserialize)]
struct Document {
    name: String,
    text: String,
}

#[wasm_bindgen]
impl Engine {
    /// Makes an engine from documents; several together make one estate.
    ///
    /// # Errors
    ///
    /// Throws an `Error` whose message says what is wrong and where, if a document is no JSON.
    #[wasm_bindgen(constructor, skip_typescript)]
    pub fn new(documents: JsValue) -> Result<Self, JsError> {
        let documents: Vec<Document> = serde_wasm_bindgen::from_value(documents)
            .map_err(|_| JsError::new("Give an array of `{ name, text }`."))?;
        let texts: Vec<(&str, &str)> =
            documents.iter().map(|it| (it.name.as_str(), it.text.as_str())).collect();
        let import = nsp_formats::import(&texts).map_err(|found| JsError::new(&listed(&found)))?;
        let compiled = Compiled::new(import.value.snapshot().value);
        Ok(Self { scenario: import.value, findings: import.findings, compiled })
    }

    /// What a reader should know about the documents, in document order.
    ///
    /// # Errors
    ///
    /// Never, short of memory.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn findings(&self) -> Result<JsValue, JsError> {
        plain(&self.findings.iter().map(report::Finding::from).collect::<Vec<_>>())
    }

    /// The documents as one scenario document, as text.
    #[wasm_bindgen(getter, skip_typescript)]
    #[must_use]
    pub fn scenario(&self) -> String {
        self.scenario.to_text()
    }

    /// Answers a request in every state.
    ///
    /// # Errors
    ///
    /// Throws an `Error` whose message names each wrong field and what to write.
    #[wasm_bindgen(skip_typescript)]
    pub fn compare(&self, request: JsValue) -> Result<JsValue, JsError> {
        plain(&report::compare(&self.compiled, &self.request(request)?))
    }

    /// Answers a request in one state; by default the one the estate is in.
    ///
    /// # Errors
    ///
    /// Throws an `Error` whose message names each wrong field and what to write.
    #[wasm_bindgen(skip_typescript)]
    pub fn decide(&self, request: JsValue, state: Option<String>) -> Result<JsValue, JsError> {
        let request = self.request(request)?;
        let state = match state {
            None => self.compiled.state_of(&request.resource).ok_or_else(|| {
                JsError::new("The access mode of the resource is not known. Name the state.")
            })?,
            Some(name) => State::from_name(&name).ok_or_else(|| {
                let names: Vec<&str> = State::NAMES.iter().map(|(_, name)| *name).collect();
                JsError::new(&format!(
                    "There is no state `{name}`. Write one of {}.",
                    names.join(", ")
                ))
            })?,
        };
        plain(&report::decide(&self.compiled, &request, state))
    }
}

impl Engine {
    fn request(&self, request: JsValue) -> Result<Request, JsError> {
        let text = JSON::stringify(&request)
            .ok()
            .and_then(|text| text.as_string())
            .ok_or_else(|| JsError::new("Give the request as a plain object."))?;
        let form = RequestForm::parse(&text).map_err(|found| JsError::new(&listed(&found)))?;
        form.build(self.compiled.snapshot()).map_err(|errors| {
            let lines: Vec<String> =
                errors.iter().map(|error| format!("{}: {error}", error.field.pointer())).collect();
            JsError::new(&lines.join("\n"))
        })
    }
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// A value as the plain object whose `JSON.stringify` is the text of the other doors.
fn plain(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
