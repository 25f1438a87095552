//! Rules for all groups that are ticked, as one step.

use nsp_analysis::{AddressCount, mend};
use nsp_core::Direction;
use nsp_formats::explain::mend::room;
use nsp_formats::scenario::edit::Edit;
use yew::prelude::*;

use super::group::{Group, addresses, plural};
use super::mend::wanted;
use super::sharing::sharing;
use super::take::Bicep;
use crate::state::{Action, Report, Shared, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol, prose};

#[derive(Properties, PartialEq)]
pub(super) struct TogetherProps {
    pub(super) report: Shared<Report>,
    /// Those that must keep working; not none.
    pub(super) ticked: Vec<Group>,
}

/// The smallest rules that keep all of them working, one for each profile.
#[component]
pub(super) fn Together(props: &TogetherProps) -> Html {
    let TogetherProps { report, ticked } = props;
    let workspace = use_workspace();
    let say = use_dispatch();
    let offer = use_memo((report.clone(), ticked.clone()), |(report, ticked)| {
        let compiled = report.estate.compiled();
        let mut rest = None;
        let all = ticked.iter().filter_map(|group| {
            let (addresses, others) = wanted(report, group);
            rest = rest.or(others);
            Some((group.difference()?.resource.clone(), addresses))
        });
        let all: Vec<_> = all.collect();
        let left = |at| {
            let found = room(compiled.snapshot(), at, Direction::Inbound);
            found.map_or(0, |(used, most)| most.saturating_sub(used))
        };
        (mend::together(compiled, all, left), rest)
    });
    let (admissions, mut rest) = (&offer.0, offer.1);
    let covers = admissions.iter().filter_map(|it| Some((it.at, it.cover.clone()?)));
    let covers: Vec<_> = covers.collect();
    if covers.len() < admissions.len() {
        rest = rest.or(Some("A profile has no room for another element."));
    }
    let prefixes = covers.iter().map(|(_, cover)| cover.prefixes.len()).sum();
    let extra: AddressCount = covers.iter().map(|(_, cover)| cover.extra).sum();
    let session = &workspace.session;
    let rules: Vec<_> = covers.into_iter().map(|(at, cover)| (at, cover.prefixes)).collect();
    // What was found in another estate may be no mend of this one.
    let newest = report.estate == session.estate && !rules.is_empty();
    let edit =
        newest.then(|| Edit::admitting_in(&rules, session.scenario(), session.estate.snapshot()));
    let edit = edit.flatten();
    let resources: Vec<_> =
        ticked.iter().filter_map(|it| Some(&it.difference()?.resource)).collect();
    let shared = sharing(report.estate.compiled(), &resources);
    let on_press = edit.clone().map(|edit| say.reform(move |()| Action::Edited(edit.clone())));
    html! {
        <section class="nsp-together" aria-label="What must keep working">
            <p role="status">
                <b>{format!("{} must keep working. ", plural(ticked.len(), "group"))}</b>
                if !rules.is_empty() {
                    {format!("{} in {} let them in. ", plural(prefixes, "prefix"), plural(rules.len(), "profile"))}
                }
                if extra > AddressCount::default() {
                    <b class="nsp-mend__extra">{format!("{} over-granted.", addresses(extra))}</b>
                }
            </p>
            { for shared.filter(|_| !rules.is_empty()).map(|text| html! { <p class="nsp-mend__rest">{prose(&text)}</p> }) }
            { for rest.map(|text| html! { <p class="nsp-mend__rest">{prose(text)}</p> }) }
            <div class="nsp-together__do">
                { for edit.filter(|_| rules.len() == 1).map(|edit| html! { <Bicep {edit} /> }) }
                <Button label={if rules.len() > 1 { "Add rules for all" } else { "Add rule for all" }}
                    kind={ButtonKind::Main} icon={Symbol::Plus}
                    disabled={on_press.is_none()} on_press={on_press.unwrap_or_default()} />
            </div>
        </section>
    }
}
