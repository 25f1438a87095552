//! What was found in the scenario that is open.

use nsp_core::order;
use nsp_formats::finding::{Finding, Severity};
use yew::prelude::*;

use crate::state::use_workspace;
use crate::ui::{Button, ButtonKind, FindingList};

/// How many findings one press shows.
const PAGE: usize = 100;

/// Every finding with its place, the gravest first.
#[component]
pub fn Problems() -> Html {
    let workspace = use_workspace();
    let findings = workspace.session.findings.clone();
    let pages = use_state_eq(|| 1_usize);
    let sorted = use_memo(findings, |findings| {
        let mut sorted: Vec<Finding> = findings.to_vec();
        order::sort_by_key(&mut sorted, |finding| finding.severity);
        sorted
    });
    if sorted.is_empty() {
        return html! { <p class="nsp-problems">{"Nothing to say about this scenario."}</p> };
    }
    let shown: Vec<Finding> = sorted.iter().take(*pages * PAGE).cloned().collect();
    let left = sorted.len() - shown.len();
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    html! {
        <div class="nsp-problems">
            <p class="nsp-problems__counts">{counts(&sorted)}</p>
            <FindingList findings={shown} />
            if left > 0 {
                <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line}
                    on_press={on_more} />
            }
        </div>
    }
}

/// "2 errors, 1 warning, 12 notes".
fn counts(findings: &[Finding]) -> String {
    let count = |severity: Severity, one: &str, many: &str| match findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .count()
    {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts = [
        count(Severity::Error, "error", "errors"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Info, "note", "notes"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
