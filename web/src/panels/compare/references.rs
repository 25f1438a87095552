//! The documents that the shown answers rest on, by title.

use nsp_formats::report::Decision;
use nsp_formats::sources::DOCUMENTS;
use yew::prelude::*;

use crate::ui::{document_title, sureness_mark};

#[derive(Properties, PartialEq)]
pub struct ReferencesProps {
    pub traces: Vec<Decision>,
}

/// Each document once, in the order of the list of documents, and the key to the dots.
#[component]
pub fn References(props: &ReferencesProps) -> Html {
    let rests_on = |key: &str| {
        props.traces.iter().any(|decision| {
            let steps = decision.trace.iter().map(|step| &step.basis);
            steps.chain([&decision.basis]).any(|basis| basis.sources.contains(&key))
        })
    };
    let documents = DOCUMENTS.iter().filter(|document| rests_on(document.key));
    html! {
        <footer class="nsp-references">
            <ul aria-label="Sources">
                { for documents.map(|document| html! {
                    <li key={document.key}>
                        <code>{document.key}</code>{" "}
                        <a href={document.url} target="_blank" rel="noreferrer">{document_title(document)}</a>
                    </li>
                }) }
            </ul>
            <p class="nsp-references__key">
                { for ["documented", "conflicting", "inferred"].map(|sureness| html! {
                    <span>{sureness_mark(sureness)}{sureness}</span>
                }) }
            </p>
        </footer>
    }
}
