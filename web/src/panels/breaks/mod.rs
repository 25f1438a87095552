//! What ends, opens or becomes unknown over all traffic, and what mends it.

mod bar;
mod calls;
mod chosen;
mod group;
mod head;
mod list;
mod mend;
mod order;
mod sharing;
mod take;
#[cfg(test)]
mod tests;
mod together;
mod window;

use nsp_core::State;
use yew::prelude::*;

use crate::state::{Leg, use_breaks, use_settled_matrix, use_workspace};
use crate::ui::{Button, Symbol, mode_mark, prose, state_name};
use crate::view::{Pointed, Show, use_show};
use chosen::Chosen;
use group::{Group, Key};
use head::{Doubt, heading, note, nothing, turned};
use list::GroupList;
use order::Order;
use together::Together;

#[derive(Properties, PartialEq)]
pub struct BreaksPanelProps {
    /// A witness was fired, and its comparison is to be looked at.
    pub on_pick: Callback<()>,
}

/// The groups, and beside them the one that is chosen.
#[component]
pub fn BreaksPanel(props: &BreaksPanelProps) -> Html {
    let breaks = use_breaks();
    let show = use_show();
    let leg = use_state_eq(|| Leg::Enforce);
    let ordered = use_state_eq(|| false);
    let chosen = use_state(|| None::<Group>);
    let ticked = use_state(Vec::<Key>::new);
    // On a narrow screen, list and group are shown one at a time.
    let inside = use_state_eq(|| false);
    use_effect_with(*leg, {
        let want = breaks.want.clone();
        move |leg| want.emit(*leg)
    });
    let report = match *leg {
        Leg::Enforce => breaks.enforce,
        Leg::Associate => breaks.associate,
    };
    let matrix = use_settled_matrix();
    let turn = use_workspace().session.turn;
    let counts = matrix.counts();
    let paths = match *leg {
        Leg::Enforce => turned(counts.breaks, "breaks", "break"),
        Leg::Associate => turned(counts.opens, "opens", "open"),
    };
    let groups =
        use_memo(report.clone(), |report| report.as_deref().map(Group::all).unwrap_or_default());
    let doubt = use_memo(report.clone(), |report| {
        report.as_deref().map(|report| Doubt::of(report, &groups)).unwrap_or_default()
    });
    let here = chosen.as_ref().and_then(|it| groups.iter().position(|at| at.key() == it.key()));
    // What was chosen and is gone gives its place to the first.
    let vanished = chosen.is_some() && here.is_none();
    let at = here.unwrap_or_default();
    let on_choose = {
        let (chosen, inside, groups) = (chosen.clone(), inside.clone(), groups.clone());
        let (show, matrix) = (show.clone(), matrix.clone());
        Callback::from(move |at: usize| {
            // Its paths are lit; to fire one is another press.
            let paths = groups.get(at).map(|group| group.paths(&matrix));
            let paths = paths.filter(|it| !it.is_empty()).map(Into::into);
            show.emit(Show::Pointed(paths.map(|paths| Pointed { turn, paths })));
            chosen.set(groups.get(at).cloned());
            inside.set(true);
        })
    };
    let keeps: Vec<bool> = groups.iter().map(|it| ticked.contains(&it.owned_key())).collect();
    let kept = groups.iter().zip(&keeps).filter(|(_, keeps)| **keeps);
    let kept: Vec<Group> = kept.map(|(group, _)| group.clone()).collect();
    let on_tick = {
        let (ticked, groups) = (ticked.clone(), groups.clone());
        Callback::from(move |at: usize| {
            let Some(key) = groups.get(at).map(Group::owned_key) else { return };
            let mut all = (*ticked).clone();
            match all.iter().position(|it| *it == key) {
                Some(place) => drop(all.remove(place)),
                None => all.push(key),
            }
            ticked.set(all);
        })
    };
    let on_back = {
        let inside = inside.clone();
        Callback::from(move |()| inside.set(false))
    };
    let legs = [
        (Leg::Associate, State::NotAssociated, State::Learning),
        (Leg::Enforce, State::Learning, State::Enforced),
    ];
    let choice = |(of, from, to): (Leg, State, State)| {
        let onclick = {
            let (leg, ordered) = (leg.clone(), ordered.clone());
            Callback::from(move |_: MouseEvent| {
                leg.set(of);
                ordered.set(false);
            })
        };
        html! {
            <button class="nsp-breaks__leg" type="button" {onclick} aria-pressed={(*leg == of && !*ordered).to_string()}
                aria-label={format!("{} to {}", state_name(from), state_name(to))}>
                {mode_mark(from)}<span aria-hidden="true">{"→"}</span>{mode_mark(to)}
                {state_name(to)}
            </button>
        }
    };
    let on_order = {
        let ordered = ordered.clone();
        Callback::from(move |_: MouseEvent| ordered.set(true))
    };
    let entered = (*inside && !vanished).then_some("true");
    html! {
        <div class="nsp-breaks" data-inside={entered}>
            <header class="nsp-breaks__head">
                <h2>{heading(report.as_deref(), &doubt, *leg)}</h2>
                <p class="nsp-breaks__note" role="status">{prose(&note(report.as_deref(), &doubt, &paths))}</p>
                <div class="nsp-breaks__legs" role="group" aria-label="What is shown">
                    { for legs.into_iter().map(choice) }
                    <button class="nsp-breaks__leg" type="button" onclick={on_order}
                        aria-pressed={ordered.to_string()} title="In which order to enforce">
                        {"Order"}
                    </button>
                </div>
                <Button label="Close the breaks" icon={Symbol::Close} bare=true
                    on_press={show.reform(|()| Show::Drawer(None))} />
            </header>
            if *ordered {
                <Order on_pick={props.on_pick.clone()} />
            } else if let (Some(report), Some(group)) = (&report, groups.get(at)) {
                <div class="nsp-breaks__body">
                    <div class="nsp-breaks__side">
                        <GroupList groups={(*groups).clone()} {at} {on_choose} {keeps} {on_tick} />
                        if !kept.is_empty() {
                            <Together report={report.clone()} ticked={kept} />
                        }
                    </div>
                    <section class="nsp-breaks__chosen" tabindex="0" aria-label="What is chosen">
                        <div class="nsp-breaks__back">
                            <Button label="All changes" icon={Symbol::Undo} on_press={on_back} />
                        </div>
                        <Chosen report={report.clone()} group={group.clone()} on_pick={props.on_pick.clone()} />
                    </section>
                </div>
            } else if let Some(report) = report.as_ref().filter(|it| it.left == 0) {
                <p class="nsp-breaks__nothing">{prose(nothing(report, &doubt))}</p>
            }
        </div>
    }
}
