//! One remark: what is so, where, the fix, and a way to leave it as it is.

use nsp_formats::finding::Severity;
use nsp_formats::review::Remark;
use yew::prelude::*;

use crate::state::{Action, Estate, Shared, things, use_dispatch};
use crate::ui::{Button, ButtonKind, Symbol, TextField, icon, prose, source_link};
use crate::view::{Pick, Show, use_show};

#[derive(Properties, PartialEq)]
pub(super) struct RemarkItemProps {
    pub(super) remark: Remark,
    /// What was reviewed.
    pub(super) estate: Shared<Estate>,
    /// Whether it is what is open, so that the remark can be acted on.
    pub(super) is_now: bool,
}

#[component]
pub(super) fn RemarkItem(props: &RemarkItemProps) -> Html {
    let RemarkItemProps { remark, estate, is_now } = props;
    let say = use_dispatch();
    let show = use_show();
    let reason = use_state_eq(|| None::<AttrValue>);
    let scenario = estate.edition().scenario();
    let (word, sign) = match remark.severity() {
        Severity::Info => ("Note", html! { <i class="nsp-findings__dot"></i> }),
        _ => ("Warning", icon(Symbol::Warn)),
    };
    let on_place = show.reform({
        let pick = Pick::Thing(remark.thing);
        move |_: MouseEvent| Show::Picked(Some(pick.clone()))
    });
    let edit = |edit| {
        let say = say.clone();
        Callback::from(move |()| say.emit(Action::Edited(Clone::clone(&edit))))
    };
    let fix = remark.fix(scenario).filter(|_| *is_now).map(|fix| {
        let label = fix.label(scenario).replace('`', "");
        html! { <Button {label} kind={ButtonKind::Line} on_press={edit(fix)} /> }
    });
    let set_reason = |to: Option<AttrValue>| {
        let reason = reason.clone();
        Callback::from(move |()| reason.set(to.clone()))
    };
    let suppress = match (&remark.suppressed, &*reason) {
        _ if !is_now => html! {},
        (Some(_), _) => html! {
            <Button label="Show it again" on_press={edit(remark.unsuppress(scenario))} />
        },
        (None, None) => html! {
            <Button label="Suppress…" on_press={set_reason(Some(AttrValue::default()))} />
        },
        (None, Some(_)) => html! {},
    };
    let form = reason.as_ref().filter(|_| *is_now).map(|text| {
        let done = edit(remark.suppress(scenario, text));
        let empty = text.trim().is_empty();
        let onsubmit = Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !empty {
                done.emit(());
            }
        });
        let on_change = {
            let reason = reason.clone();
            Callback::from(move |text| reason.set(Some(text)))
        };
        let id = format!("suppress{}-{}", remark.pointer.replace('/', "-"), remark.lint().code());
        html! {
            <form class="nsp-problems__reason" {onsubmit}>
                <TextField {id} label="Why it is meant to be so" help="The scenario keeps the reason."
                    value={text.clone()} {on_change} on_escape={Some(set_reason(None))} />
                <Button label="Suppress" kind={ButtonKind::Main} submit=true disabled={empty} />
                <Button label="Cancel" on_press={set_reason(None)} />
            </form>
        }
    });
    let place = match things::page(remark.thing, scenario) {
        Some(page) => html! { {page} },
        None => {
            let what = remark.thing.what().split_once(' ').map_or("", |(_, what)| what);
            let name = remark.thing.name(scenario).unwrap_or_default().to_owned();
            html! {<>{what}{" "}<code>{name}</code></>}
        }
    };
    html! {
        <li class="nsp-findings__item" data-severity={remark.severity().name()}
            data-lint={remark.lint().code()}>
            <span class="nsp-findings__sign" aria-hidden="true">{sign}</span>
            <div>
                <p class="nsp-findings__message">
                    <span class="nsp-hidden">{word}{": "}</span>
                    {prose(&remark.message())}
                </p>
                <p class="nsp-findings__place">
                    <button class="nsp-problems__place" type="button" onclick={on_place}
                        title="Show it">{place}</button>
                    <code>{remark.lint().code()}</code>
                    if let Some(source) = remark.source() { {source_link(source)} }
                </p>
                if let Some(reason) = &remark.suppressed {
                    <p class="nsp-findings__place">{"Suppressed: "}{reason.clone()}</p>
                }
                <div class="nsp-problems__acts">{fix}{suppress}</div>
                {form}
            </div>
        </li>
    }
}
