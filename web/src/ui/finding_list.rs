//! What was found in a document, each finding with its place.

use yew::prelude::*;

use super::{Icon, Look, Prose, Symbol, VerdictMark};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Error,
    Warning,
    Note,
}

impl Weight {
    const fn word(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Note => "Note",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingItem {
    pub weight: Weight,
    pub file: AttrValue,
    /// Line and column, counted from one.
    pub place: Option<(usize, usize)>,
    /// Where in the document, as a JSON pointer.
    pub pointer: AttrValue,
    pub message: AttrValue,
}

#[derive(Properties, PartialEq)]
pub struct FindingListProps {
    pub findings: Vec<FindingItem>,
}

/// In the order given, which is that of the documents.
#[component]
pub fn FindingList(props: &FindingListProps) -> Html {
    html! {
        <ol class="nsp-findings">{ for props.findings.iter().map(finding) }</ol>
    }
}

fn finding(finding: &FindingItem) -> Html {
    let sign = match finding.weight {
        Weight::Error => html! { <VerdictMark look={Look::Breaks} /> },
        Weight::Warning => html! { <Icon symbol={Symbol::Warn} /> },
        Weight::Note => html! { <i class="nsp-findings__dot"></i> },
    };
    let place = finding.place.map(|(line, column)| format!(":{line}:{column}"));
    html! {
        <li class="nsp-findings__item" data-weight={finding.weight.word()}>
            <span class="nsp-findings__sign" aria-hidden="true">{sign}</span>
            <div>
                <p class="nsp-findings__message">
                    <span class="nsp-hidden">{finding.weight.word()}{": "}</span>
                    <Prose text={finding.message.clone()} />
                </p>
                <p class="nsp-findings__place">
                    <code>{finding.file.clone()}{place}</code>
                    if !finding.pointer.is_empty() {
                        {" "}<code>{finding.pointer.clone()}</code>
                    }
                </p>
            </div>
        </li>
    }
}
