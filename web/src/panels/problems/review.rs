//! The review of what is configured.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use nsp_formats::review::{Remark, review};
use yew::prelude::*;

use super::remark::RemarkItem;
use super::{PAGE, counted};
use crate::state::{Estate, Shared, use_workspace};
use crate::ui::{Button, ButtonKind};

/// The remarks on an estate that was reviewed.
#[derive(Clone, PartialEq)]
struct Made {
    of: Shared<Estate>,
    remarks: Rc<Vec<Remark>>,
}

/// Every remark, and folded those that the scenario suppresses. An edit leaves the last review
/// until the next is made.
#[component]
pub(super) fn Reviewed() -> Html {
    let workspace = use_workspace();
    let estate = workspace.session.estate.clone();
    let made = use_state_eq(|| None::<Made>);
    let pages = use_state_eq(|| 1_usize);
    use_effect_with(estate, {
        let made = made.clone();
        move |estate| {
            let of = estate.clone();
            // After the picture of the edit is on the screen.
            let later = Timeout::new(0, move || {
                let remarks = Rc::new(review(of.edition()));
                made.set(Some(Made { of, remarks }));
            });
            move || drop(later)
        }
    });
    let Some(Made { of, remarks }) = (*made).clone() else {
        return html! { <p class="nsp-problems__wait" aria-busy="true">{"Reviewing…"}</p> };
    };
    let is_now = of == workspace.session.estate;
    let (left_out, open): (Vec<&Remark>, Vec<&Remark>) =
        remarks.iter().partition(|it| it.suppressed.is_some());
    let item = |remark: &&Remark| {
        let key = format!("{} {} {}", remark.lint().code(), remark.pointer, remark.message());
        html! { <RemarkItem {key} remark={(*remark).clone()} estate={of.clone()} {is_now} /> }
    };
    let left = open.len().saturating_sub(*pages * PAGE);
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    let severities: Vec<_> = open.iter().map(|it| it.severity()).collect();
    html! {
        <section aria-label="The review">
            <h2 class="nsp-problems__title">
                {"Review"}<span class="nsp-problems__counts">{counted(&severities)}</span>
            </h2>
            if open.is_empty() {
                <p class="nsp-problems__none">{"Nothing to say about this configuration."}</p>
            }
            <ol class="nsp-findings">{ for open.iter().take(*pages * PAGE).map(item) }</ol>
            if left > 0 {
                <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line}
                    on_press={on_more} />
            }
            if !left_out.is_empty() {
                <details class="nsp-problems__more">
                    <summary>{format!("Suppressed, {}", left_out.len())}</summary>
                    <ol class="nsp-findings">{ for left_out.iter().map(item) }</ol>
                </details>
            }
        </section>
    }
}
