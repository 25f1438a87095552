//! The JavaScript door: an `Engine` made from documents, asked with plain objects, answering with
//! the very JSON that the command line prints.
//!
//! Nothing here decides; nothing here keeps a document beyond the engine made from it.

mod typescript;

use js_sys::JSON;
use nsp_analysis::difference;
use nsp_core::{Request, State};
use nsp_formats::finding::Finding;
use nsp_formats::names::Named;
use nsp_formats::report;
use nsp_formats::request::RequestForm;
use nsp_formats::scenario::{Edition, Resources};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A configuration, ready to be asked.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct Engine {
    edition: Edition,
    findings: Vec<Finding>,
}

/// A document by name.
#[derive(Deserialize)]
struct Document {
    name: String,
    text: String,
}

/// What is to be compared.
#[derive(Default, Deserialize)]
struct Enforce {
    resources: Option<Vec<String>>,
    from: Option<String>,
    to: Option<String>,
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
        Ok(Self { edition: Edition::new(import.value), findings: import.findings })
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
        self.edition.scenario().to_text()
    }

    /// Answers a request in every state.
    ///
    /// # Errors
    ///
    /// Throws an `Error` whose message names each wrong field and what to write.
    #[wasm_bindgen(skip_typescript)]
    pub fn compare(&self, request: JsValue) -> Result<JsValue, JsError> {
        plain(&report::compare(self.edition.compiled(), &self.request(request)?))
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
            None => self.edition.compiled().state_of(&request.resource).ok_or_else(|| {
                JsError::new("The state of the resource is not known from the documents. Name the one to answer for.")
            })?,
            Some(name) => named(&name)?,
        };
        plain(&report::decide(self.edition.compiled(), &request, state))
    }

    /// Computes everything that enforcing takes away, or getting into any other state.
    ///
    /// # Errors
    ///
    /// Throws an `Error` that says which resource or state is not there.
    #[wasm_bindgen(skip_typescript)]
    pub fn enforce(&self, options: JsValue) -> Result<JsValue, JsError> {
        let options: Option<Enforce> = serde_wasm_bindgen::from_value(options)
            .map_err(|_| JsError::new("Give `{ resources, from, to }`, each as needed."))?;
        let Enforce { resources, from, to } = options.unwrap_or_default();
        let before = from.as_deref().map(named).transpose()?;
        let after = to.as_deref().map(named).transpose()?.unwrap_or(State::Enforced);
        let known = Resources::of(self.edition.compiled().snapshot());
        let only = resources.map(|texts| {
            let found = texts.iter().map(|text| known.get(text));
            found.collect::<Result<Vec<_>, _>>()
        });
        let only = only.transpose()?;
        let found = difference::of_states(self.edition.compiled(), only.as_deref(), before, after);
        let compiled = self.edition.compiled();
        let mut answer = report::changes::report(compiled, compiled, &found);
        answer.errors = report::errors(&self.findings);
        plain(&answer)
    }

    /// Computes everything that another configuration lets through differently.
    ///
    /// # Errors
    ///
    /// Never, short of memory.
    #[wasm_bindgen(skip_typescript)]
    pub fn diff(&self, after: &Self) -> Result<JsValue, JsError> {
        let found = difference::of_estates(self.edition.compiled(), after.edition.compiled());
        let (before, compiled) = (self.edition.compiled(), after.edition.compiled());
        let mut answer = report::changes::report(before, compiled, &found);
        let findings = [&self.findings, &after.findings];
        answer.errors = findings.into_iter().flat_map(|it| report::errors(it)).collect();
        plain(&answer)
    }

    /// Lists what the configuration would better not be.
    ///
    /// # Errors
    ///
    /// Never, short of memory.
    #[wasm_bindgen(skip_typescript)]
    pub fn review(&self) -> Result<JsValue, JsError> {
        let mut answer = report::review::report(&self.edition);
        answer.errors = report::errors(&self.findings);
        plain(&answer)
    }
}

impl Engine {
    fn request(&self, request: JsValue) -> Result<Request, JsError> {
        let text = JSON::stringify(&request)
            .ok()
            .and_then(|text| text.as_string())
            .ok_or_else(|| JsError::new("Give the request as a plain object."))?;
        let form = RequestForm::parse(&text).map_err(|found| JsError::new(&listed(&found)))?;
        form.build(self.edition.compiled().snapshot()).map_err(|errors| {
            let lines: Vec<String> =
                errors.iter().map(|error| format!("{}: {error}", error.field.pointer())).collect();
            JsError::new(&lines.join("\n"))
        })
    }
}

fn named(state: &str) -> Result<State, JsError> {
    State::from_name(state).ok_or_else(|| {
        let names: Vec<&str> = State::NAMES.iter().map(|(_, name)| *name).collect();
        JsError::new(&format!("There is no state `{state}`. Write one of {}.", names.join(", ")))
    })
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// A value as the plain object whose `JSON.stringify` is the text of the other doors.
fn plain(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
