//! What there is to say about the scenario that is open: of its documents, and of what it
//! configures.

mod remark;
mod review;

use nsp_core::order;
use nsp_formats::finding::{Finding, Severity};
use nsp_formats::review::{Lint, Remark, review};
use yew::prelude::*;

use self::review::Reviewed;
use crate::state::{Estate, use_workspace};
use crate::ui::{Button, ButtonKind, FindingList};

/// How many findings one press shows.
const PAGE: usize = 100;

/// Findings and remarks, each with its place.
#[component]
pub fn Problems() -> Html {
    html! {
        <div class="nsp-problems">
            <Documents />
            <Reviewed />
        </div>
    }
}

/// How many errors and warnings the lists hold.
#[must_use]
pub fn problems(estate: &Estate, findings: &[Finding]) -> usize {
    let of_text = of_text(findings).map(|it| it.severity);
    let remarks = review(estate.edition());
    let of_remarks = remarks.iter().filter(|it| it.suppressed.is_none()).map(Remark::severity);
    of_text.chain(of_remarks).filter(|severity| *severity != Severity::Info).count()
}

/// What is a matter of the configuration has a remark, with its fix.
fn of_text(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|it| Lint::of(&it.kind).is_none())
}

/// What reading the documents has found, the gravest first.
#[component]
fn Documents() -> Html {
    let workspace = use_workspace();
    let findings = workspace.session.findings.clone();
    let pages = use_state_eq(|| 1_usize);
    let sorted = use_memo(findings, |findings| {
        let mut sorted: Vec<Finding> = of_text(findings).cloned().collect();
        order::sort_by_key(&mut sorted, |finding| finding.severity);
        sorted
    });
    if sorted.is_empty() {
        return html! {};
    }
    let shown: Vec<Finding> = sorted.iter().take(*pages * PAGE).cloned().collect();
    let left = sorted.len() - shown.len();
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    html! {
        <section aria-label="The documents">
            <h2 class="nsp-problems__title">
                {"Documents"}<span class="nsp-problems__counts">{counts(&sorted)}</span>
            </h2>
            <FindingList findings={shown} />
            if left > 0 {
                <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line}
                    on_press={on_more} />
            }
        </section>
    }
}

/// "2 errors, 1 warning, 12 notes".
fn counts(findings: &[Finding]) -> String {
    let severities: Vec<Severity> = findings.iter().map(|it| it.severity).collect();
    counted(&severities)
}

fn counted(severities: &[Severity]) -> String {
    let count = |severity: Severity, one: &str, many: &str| match severities
        .iter()
        .filter(|it| **it == severity)
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
