//! What a statement rests on: a dot, a word where it is not plainly documented, and the sources.

use nsp_formats::report::Basis;
use nsp_formats::sources::{Document, source};
use yew::prelude::*;

use super::sureness_mark;

/// Each source is a link to the document, with its title as its name.
pub fn basis_chip(Basis { sureness, sources }: &Basis) -> Html {
    let word = if *sureness == "documented" {
        html! { <span class="nsp-hidden">{*sureness}</span> }
    } else {
        html! { <span>{*sureness}</span> }
    };
    html! {
        <span class="nsp-basis" data-sureness={*sureness}>
            {sureness_mark(sureness)}
            {word}
            { for sources.iter().map(|source| source_link(source)) }
        </span>
    }
}

/// A document that a statement rests on, by its key.
pub fn source_link(key: &'static str) -> Html {
    let Some(document) = source(key) else {
        return html! { <code class="nsp-basis__key">{key}</code> };
    };
    let title = document_title(document);
    html! {
        <a class="nsp-basis__key" href={document.url} target="_blank" rel="noreferrer"
            title={title.clone()} aria-label={format!("{key}: {title}, opens a new tab")}>{key}</a>
    }
}

/// A document’s title with its date.
pub fn document_title(document: &Document) -> String {
    match document.date {
        Some(date) => format!("{}, {date}", document.title),
        None => document.title.to_owned(),
    }
}
