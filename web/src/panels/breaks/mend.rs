//! An access rule for the addresses that are lost, from exact to coarse.

use nsp_analysis::cells::Ends;
use nsp_analysis::{AddressCount, AddressSet, Covers, Prefix, mend};
use nsp_core::Direction;
use nsp_formats::explain::mend::{remedy, room};
use nsp_formats::scenario::edit::Edit;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::bar::AddressBar;
use super::group::{Group, addresses, plural};
use super::sharing::sharing;
use super::take::Bicep;
use crate::state::{Action, Report, Shared, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol, prose};

/// How many prefixes are written out.
const SHOWN: usize = 6;

#[derive(Properties, PartialEq)]
pub(super) struct MendProps {
    pub(super) report: Shared<Report>,
    pub(super) group: Group,
    pub(super) lost: AddressSet,
    pub(super) kept: AddressSet,
}

/// What can be done: the best rules of so many prefixes each, or why none mends it.
struct Offer {
    /// From the finest to the coarsest.
    steps: Vec<(usize, AddressCount)>,
    covers: Covers,
    /// How many elements the profile has, and how many Azure takes.
    room: (usize, usize),
    /// What no rule restores, and what else there is.
    rest: Option<&'static str>,
}

impl Offer {
    fn of(report: &Report, group: &Group, kept: &AddressSet) -> Self {
        let compiled = report.estate.compiled();
        let (wanted, mut rest) = wanted(report, group);
        let at = group.difference().and_then(|it| compiled.association_of(&it.resource));
        let found = at.and_then(|at| room(compiled.snapshot(), at, Direction::Inbound));
        let (used, most) = found.unwrap_or_default();
        let covers = Covers::new(&wanted, kept, most.saturating_sub(used));
        let mut steps: Vec<_> = match wanted.is_empty() {
            true => Vec::new(),
            false => covers.steps().collect(),
        };
        steps.reverse();
        if steps.is_empty() && !wanted.is_empty() {
            rest = rest.or(Some("The profile has no room for another element."));
        }
        Self { steps, covers, room: (used, most), rest }
    }
}

/// The addresses of a group that a rule lets in again, and what else there is for the others.
pub(super) fn wanted(report: &Report, group: &Group) -> (AddressSet, Option<&'static str>) {
    let after = group.difference().map(|it| it.after);
    let mut rest = None;
    let mut wanted = AddressSet::empty();
    for change in group.changes() {
        let restores = |after| mend::restores(report.estate.compiled(), after, &change);
        match &change.ends {
            Ends::Addresses(addresses) if after.is_some_and(restores) => {
                wanted = wanted.union(addresses);
            }
            _ => rest = rest.or_else(|| Some(remedy(&change))),
        }
    }
    (wanted, rest)
}

#[component]
pub(super) fn Mend(props: &MendProps) -> Html {
    let MendProps { report, group, lost, kept } = props;
    let workspace = use_workspace();
    let say = use_dispatch();
    let place = use_state_eq(|| 0_usize);
    let made_of = (report.clone(), group.clone(), kept.clone());
    let offer = use_memo(made_of, |(report, group, kept)| Offer::of(report, group, kept));
    use_effect_with((report.clone(), group.clone()), {
        let place = place.clone();
        move |_| place.set(0)
    });
    let at = (*place).min(offer.steps.len().saturating_sub(1));
    let cover = offer.steps.get(at).and_then(|(prefixes, _)| offer.covers.best(*prefixes));
    let mended = cover.as_ref().map(|it| it.prefixes.iter().copied().collect::<AddressSet>());
    let rest = offer.rest.map(|text| html! { <p class="nsp-mend__rest">{prose(text)}</p> });
    let bar = html! {
        <AddressBar changed={lost.clone()} word="Lost" hot=true kept={kept.clone()} {mended} />
    };
    let Some(cover) = cover else {
        return html! {<>
            if group.is_by_address() {
                {bar}
            }
            {rest}
        </>};
    };
    let session = &workspace.session;
    let resource = group.difference().map(|it| &it.resource);
    let association = resource.and_then(|it| session.estate.compiled().association_of(it));
    // What was found in another estate may be no mend of this one.
    let newest = report.estate == session.estate;
    let edit = association.filter(|_| newest).and_then(|at| {
        Edit::admitting(&cover.prefixes, at, session.scenario(), session.estate.snapshot())
    });
    let on_press = edit.clone().map(|edit| say.reform(move |()| Action::Edited(edit.clone())));
    let last = offer.steps.len() - 1;
    let told = |at: usize| offer.steps.get(at).map(|step| words(*step)).unwrap_or_default();
    let oninput = {
        let place = place.clone();
        Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            place.set(value.parse().unwrap_or_default());
        })
    };
    let (used, most) = offer.room;
    let profile = profile(group, report).unwrap_or_default();
    let shared = resource.and_then(|it| sharing(report.estate.compiled(), &[it]));
    html! {<>
        {bar}
        <div class="nsp-mend">
            if last > 0 {
                <label class="nsp-mend__slide">
                    <span>{"Mend"}</span>
                    <input type="range" min="0" max={last.to_string()} step="1" value={at.to_string()}
                        list="mend-stops" aria-valuetext={told(at)} {oninput} />
                    <datalist id="mend-stops">
                        { for (0..=last).map(|at| html! { <option value={at.to_string()} /> }) }
                    </datalist>
                </label>
                <p class="nsp-mend__ends" aria-hidden="true">
                    <span><b>{"Exact "}</b>{told(0)}</span>
                    <span><b>{"Coarse "}</b>{told(last)}</span>
                </p>
            }
            <div class="nsp-mend__rule">
                <p>
                    {prose(&listed(&cover.prefixes))}{": "}
                    {format!("{} of {most} elements in ", used + cover.prefixes.len())}<code>{profile}</code>{". "}
                    if cover.extra > AddressCount::default() {
                        <b class="nsp-mend__extra">{format!("{} over-granted.", addresses(cover.extra))}</b>
                    }
                </p>
                { for edit.clone().map(|edit| html! { <Bicep {edit} /> }) }
                <Button label="Add rule" kind={ButtonKind::Main} icon={Symbol::Plus}
                    disabled={on_press.is_none()} on_press={on_press.unwrap_or_default()} />
            </div>
            { for shared.map(|text| html! { <p class="nsp-mend__rest">{prose(&text)}</p> }) }
        </div>
        {rest}
    </>}
}

/// "2 prefixes, 7 addresses more than needed".
fn words((prefixes, extra): (usize, AddressCount)) -> String {
    let prefixes = plural(prefixes, "prefix");
    match extra == AddressCount::default() {
        true => format!("{prefixes}, none more than needed"),
        false => format!("{prefixes}, {} more than needed", addresses(extra)),
    }
}

fn listed(prefixes: &[Prefix]) -> String {
    let shown: Vec<String> = prefixes.iter().take(SHOWN).map(|it| format!("`{it}`")).collect();
    let left = prefixes.len().saturating_sub(SHOWN);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn profile(group: &Group, report: &Report) -> Option<String> {
    let compiled = report.estate.compiled();
    let at = compiled.association_of(&group.difference()?.resource)?;
    let perimeter = compiled.snapshot().perimeters.get(at.perimeter as usize)?;
    Some(perimeter.profiles.get(at.profile? as usize)?.name.clone())
}
