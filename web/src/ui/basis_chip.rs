//! What a statement rests on: a dot, a word where it is not plainly documented, and the sources.

use nsp_formats::report::Basis;
use nsp_formats::sources::{Document, source};
use yew::prelude::*;

use super::SurenessMark;

#[derive(Properties, PartialEq)]
pub struct BasisChipProps {
    pub basis: Basis,
}

/// Each source is a link to the document, with its title as its name.
#[component]
pub fn BasisChip(props: &BasisChipProps) -> Html {
    let Basis { sureness, sources } = &props.basis;
    let word = if *sureness == "documented" {
        html! { <span class="nsp-hidden">{*sureness}</span> }
    } else {
        html! { <span>{*sureness}</span> }
    };
    html! {
        <span class="nsp-basis" data-sureness={*sureness}>
            <SurenessMark sureness={*sureness} />
            {word}
            { for sources.iter().map(|source| html! { <SourceLink key={*source} source={*source} /> }) }
        </span>
    }
}

#[derive(Properties, PartialEq)]
pub struct SourceLinkProps {
    /// The key of a document.
    pub source: &'static str,
}

/// A document that a statement rests on.
#[component]
pub fn SourceLink(props: &SourceLinkProps) -> Html {
    let key = props.source;
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
