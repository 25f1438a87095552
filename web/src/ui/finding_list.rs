//! What was found in documents, each finding with its place.

use nsp_formats::finding::{Finding, Severity};
use yew::prelude::*;

use super::{Look, Symbol, icon, prose, verdict_mark};

#[derive(Properties, PartialEq)]
pub struct FindingListProps {
    pub findings: Vec<Finding>,
}

/// In the order given.
#[component]
pub fn FindingList(props: &FindingListProps) -> Html {
    html! {
        <ol class="nsp-findings">{ for props.findings.iter().map(finding) }</ol>
    }
}

fn finding(finding: &Finding) -> Html {
    let (word, sign) = match finding.severity {
        Severity::Error => ("Error", verdict_mark(Look::Breaks)),
        Severity::Warning => ("Warning", icon(Symbol::Warn)),
        Severity::Info => ("Note", html! { <i class="nsp-findings__dot"></i> }),
    };
    let place = finding.position.map(|at| format!(":{}:{}", at.line, at.column));
    html! {
        <li class="nsp-findings__item" data-severity={finding.severity.name()}>
            <span class="nsp-findings__sign" aria-hidden="true">{sign}</span>
            <div>
                <p class="nsp-findings__message">
                    <span class="nsp-hidden">{word}{": "}</span>
                    {prose(&finding.message())}
                </p>
                <p class="nsp-findings__place">
                    if !finding.file.is_empty() {
                        <code>{finding.file.clone()}{place}</code>
                    }
                    if !finding.pointer.is_empty() {
                        {" "}<code>{finding.pointer.clone()}</code>
                    }
                </p>
            </div>
        </li>
    }
}
