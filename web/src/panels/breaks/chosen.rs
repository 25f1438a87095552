//! The group that is chosen: what it is about, exactly, and a request that shows it.

use nsp_analysis::cells::Turn;
use nsp_analysis::mend;
use nsp_core::{Direction, Flow, Request, State};
use nsp_formats::Apart;
use nsp_formats::report::changes;
use nsp_formats::report::compare;
use nsp_formats::request::RequestForm;
use yew::prelude::*;

use super::bar::AddressBar;
use super::calls::Calls;
use super::group::{self, Group};
use super::mend::Mend;
use super::take::{Form, written};
use crate::panels::copied::copy;
use crate::state::{Action, Draft, Estate, Report, Shared, short_name, use_dispatch};
use crate::ui::{Button, ButtonKind, Symbol, basis_chip, icon, mode_mark, prose};

/// How many prefixes or names are shown before a press.
const SHOWN: usize = 16;

#[derive(Properties, PartialEq)]
pub(super) struct ChosenProps {
    pub(super) report: Shared<Report>,
    pub(super) group: Group,
    pub(super) on_pick: Callback<()>,
}

#[component]
pub(super) fn Chosen(props: &ChosenProps) -> Html {
    let ChosenProps { report, group, on_pick } = props;
    let say = use_dispatch();
    let all = use_state_eq(|| false);
    let estate = &report.estate;
    let said = use_memo((report.clone(), group.clone()), |(report, group)| {
        let compiled = report.estate.compiled();
        let apart = Apart::of([compiled.snapshot()]);
        let told = |difference| {
            let (all, apart) = (group.changes(), &apart);
            all.map(move |it| changes::Change::new([compiled; 2], difference, &it, apart))
        };
        group.difference().into_iter().flat_map(told).collect::<Vec<_>>()
    });
    let addresses = use_memo(group.clone(), Group::addresses);
    let kept = use_memo((estate.clone(), group.clone()), |(estate, group)| {
        let resource = group.difference().map(|it| &it.resource);
        resource.map(|it| mend::admitted(estate.compiled(), it)).unwrap_or_default()
    });
    let rests = use_memo((estate.clone(), group.clone()), |(estate, group)| {
        let states = group.difference().map(|it| [it.before, it.after]);
        let (Some(states), Some(witness)) = (states, group.witness()) else { return Vec::new() };
        let comparison = compare(estate.compiled(), &witness);
        let basis = |state| Some((state, comparison.decision(state)?.basis.clone()));
        states.into_iter().filter_map(basis).collect::<Vec<_>>()
    });
    let inbound = group.difference().is_some_and(|it| it.direction == Direction::Inbound);
    let is_lost = group.turn == Turn::Lost;
    let names = group.names();
    let chips: Vec<String> = match &names {
        Some(names) if names.all_but => std::iter::once("*".to_owned()).collect(),
        Some(names) => names.listed.to_vec(),
        None => addresses.prefixes().map(|it| it.to_string()).collect(),
    };
    let left = if *all { 0 } else { chips.len().saturating_sub(SHOWN) };
    let except = names.as_ref().filter(|it| it.all_but).map_or(&[][..], |it| &it.listed);
    let take = |label: &'static str, file: &'static str, form: Form| {
        let (say, addresses, group) = (say.clone(), addresses.clone(), group.clone());
        let on_press = Callback::from(move |()| {
            let text = written(form, &addresses, group.names().as_ref());
            copy("what changes", file, text, say.clone());
        });
        html! { <Button {label} title={format!("Copy as {label}")} icon={Symbol::Copy} {on_press} /> }
    };
    let on_all = {
        let all = all.clone();
        Callback::from(move |()| all.set(true))
    };
    let chip = |text: &String| html! { <code class="nsp-breaks__chip">{text.clone()}</code> };
    html! {
        <>
            <div class="nsp-breaks__what">
                <div class="nsp-breaks__said">
                    { for said.iter().map(|change| html! { <p>{prose(&change.text)}</p> }) }
                    { for once_each(said.iter().flat_map(|it| &it.missing)).map(|text| html! {
                        <p class="nsp-breaks__settles"><b>{"Would settle it: "}</b>{prose(&text)}</p>
                    }) }
                    { for once_each(said.iter().flat_map(|it| &it.assumed)).map(|text| html! {
                        <p class="nsp-breaks__settles"><b>{"Taken for granted: "}</b>{prose(&text)}</p>
                    }) }
                    <p class="nsp-breaks__settles">
                        {"Rests on "}
                        { for rests.iter().map(|(state, basis)| html! {
                            <span class="nsp-breaks__rests">{mode_mark(*state)}{basis_chip(basis)}</span>
                        }) }
                    </p>
                </div>
                <Shot estate={estate.clone()} group={group.clone()} {on_pick} />
            </div>
            <p class="nsp-breaks__chips" data-hot={is_lost.then_some("true")}>
                { for chips.iter().take(chips.len() - left).map(chip) }
                if !except.is_empty() {
                    {"but not "}
                    { for except.iter().take(SHOWN).map(chip) }
                    if except.len() > SHOWN {
                        {format!(" and {} more", except.len() - SHOWN)}
                    }
                }
                if left > 0 {
                    <Button label={format!("{left} more")} on_press={on_all} />
                }
            </p>
            <div class="nsp-breaks__take">
                <span>{match inbound {
                    true => format!("{} exactly.", group::addresses(addresses.count())),
                    false => group.size() + ".",
                }}</span>
                {take("Text", "addresses.txt", Form::Text)}
                {take("CSV", "addresses.csv", Form::Csv)}
                {take("JSON", "addresses.json", Form::Json)}
            </div>
            if inbound && is_lost {
                <Mend report={report.clone()} group={group.clone()} lost={(*addresses).clone()} kept={(*kept).clone()} />
            } else if inbound && group.is_by_address() {
                <AddressBar changed={(*addresses).clone()} word={word(group.turn)} hot=false kept={(*kept).clone()} mended={None} />
            } else if is_lost {
                <Calls report={report.clone()} group={group.clone()} />
            }
        </>
    }
}

/// What becomes of addresses, in the key of the bar.
fn word(turn: Turn) -> &'static str {
    match turn {
        Turn::Lost => "Lost",
        Turn::Gained => "Gained",
        Turn::BecomesUnknown => "Becomes unknown",
        Turn::WasUnknown => "Was unknown",
        Turn::StaysUnknown => "Unknown",
    }
}

fn once_each<'t>(texts: impl Iterator<Item = &'t String>) -> impl Iterator<Item = String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(text) {
            kept.push(text.clone());
        }
    }
    kept.into_iter()
}

#[derive(Properties, PartialEq)]
struct ShotProps {
    estate: Shared<Estate>,
    group: Group,
    on_pick: Callback<()>,
}

/// The witness, and what fires it.
#[component]
fn Shot(props: &ShotProps) -> Html {
    let say = use_dispatch();
    let Some(witness) = props.group.witness() else { return html! {} };
    let (from, to) = props.group.way();
    let on_press = {
        let states = props.group.difference().map(|it| [it.before, it.after]);
        let draft = draft(&witness, states.unwrap_or([State::Learning; 2]), &props.estate);
        let on_pick = props.on_pick.clone();
        Callback::from(move |()| {
            say.emit(Action::Fired(draft.clone()));
            on_pick.emit(());
        })
    };
    html! {
        <div class="nsp-breaks__witness">
            <span>{"Witness"}</span>
            <span class="nsp-breaks__way">{prose(&from)}{icon(Symbol::Arrow)}{prose(&to)}</span>
            <Button label="Fire it" kind={ButtonKind::Line} icon={Symbol::Arrow} {on_press} />
        </div>
    }
}

/// Another region goes without saying where it plays no part.
fn draft(witness: &Request, states: [State; 2], estate: &Estate) -> Draft {
    let mut plain = witness.clone();
    if let Flow::Inbound(inbound) = &mut plain.flow {
        inbound.caller.region = None;
    }
    let answers = |request: &Request| {
        let question = estate.compiled().question(request);
        states.map(|state| question.evaluate(state, &mut ()))
    };
    let request = if answers(&plain) == answers(witness) { &plain } else { witness };
    let form = RequestForm {
        resource: Some(short_name(estate.snapshot(), &request.resource).to_owned()),
        ..RequestForm::from(request)
    };
    Draft::from(&form)
}
