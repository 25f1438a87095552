//! The outline: a tree that is walked by arrow keys.

use std::rc::Rc;

use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::Edit;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::act;
use super::node::{Folds, Kind, Lines, Node, PAGE};
use super::nodes::nodes;
use super::read::Subject;
use super::search::Search;
use super::wanted::Wanted;
use crate::state::Shared;
use crate::ui::{Symbol, icon, mode_mark, state_name};

/// The id of the line that the focus can come to.
pub(super) const CURRENT: &str = "outline-current";

#[derive(Properties, PartialEq)]
pub(super) struct OutlineProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) picked: Subject,
    pub(super) on_pick: Callback<Subject>,
    pub(super) on_edit: Callback<Edit>,
    /// The form is wanted.
    pub(super) on_enter: Callback<()>,
}

/// Arrow keys pick, Right and Left open and close, Enter goes to the form, Shift with Up or Down
/// moves what is picked, Delete removes it.
#[component]
pub(super) fn Outline(props: &OutlineProps) -> Html {
    let folds = use_state_eq(Folds::default);
    // A heading is no subject, and yet the keys come by it.
    let halt = use_state_eq(|| None::<String>);
    let text = use_state_eq(AttrValue::default);
    let chosen = use_memo(
        (props.scenario.clone(), (*folds).clone(), props.picked.clone(), (*text).clone()),
        |(scenario, folds, picked, text)| {
            let Lines { nodes, found, all } =
                nodes(scenario, folds, picked, Wanted::of(text).as_ref());
            (Rc::new(nodes), (found, all))
        },
    );
    let (lines, found) = (chosen.0.clone(), chosen.1);
    let is_picked =
        |node: &Node| matches!(&node.kind, Kind::Subject(subject) if *subject == props.picked);
    let halted = lines.iter().position(|node| Some(&node.key) == halt.as_ref());
    let current = halted.or_else(|| lines.iter().position(is_picked)).unwrap_or_default();

    let at = lines.get(current).map(|node| (current, node.key.clone()));
    use_effect_with(at, |_| {
        let Some(line) = line_in_focus_order() else { return };
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&nearest);
        let focus = line.owner_document().and_then(|document| document.active_element());
        let in_tree = focus.and_then(|focus| focus.closest("[role=tree]").ok().flatten());
        if in_tree.is_some() {
            // Fails only where the line is not in the document.
            let _ = line.focus();
        }
    });

    let turn = {
        let folds = folds.clone();
        Callback::from(move |key: String| {
            let mut next = (*folds).clone();
            if !next.turned.remove(&key) {
                next.turned.insert(key);
            }
            folds.set(next);
        })
    };
    let go = {
        let (on_pick, halt, folds) = (props.on_pick.clone(), halt.clone(), folds.clone());
        Callback::from(move |(node, press): (Node, bool)| match node.kind {
            Kind::Subject(subject) => {
                halt.set(None);
                on_pick.emit(subject);
            }
            Kind::More(list) if press => {
                let mut next = (*folds).clone();
                let shown = next.shown.get(&list).copied().unwrap_or(PAGE) + PAGE;
                next.shown.insert(list, shown);
                folds.set(next);
            }
            Kind::Group | Kind::More(_) => halt.set(Some(node.key)),
        })
    };
    let onkeydown = {
        let (lines, go, turn) = (lines.clone(), go.clone(), turn.clone());
        let (scenario, picked) = (props.scenario.clone(), props.picked.clone());
        let (on_edit, on_enter) = (props.on_edit.clone(), props.on_enter.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let Some(node) = lines.get(current) else { return };
            let edit = |edit: Option<Edit>| edit.into_iter().for_each(|it| on_edit.emit(it));
            let is_subject = matches!(node.kind, Kind::Subject(_));
            let to = |at: Option<usize>| {
                if let Some(node) = at.and_then(|at| lines.get(at)) {
                    go.emit((node.clone(), false));
                }
            };
            match event.key().as_str() {
                "ArrowUp" | "ArrowDown" if event.shift_key() && is_subject => {
                    edit(act::shift(&picked, &scenario, event.key() == "ArrowUp"));
                }
                "ArrowDown" => to(Some(current + 1)),
                "ArrowUp" => to(current.checked_sub(1)),
                "Home" => to(Some(0)),
                "End" => to(lines.len().checked_sub(1)),
                "ArrowRight" => match node.open {
                    Some(false) => turn.emit(node.key.clone()),
                    Some(true) => to(Some(current + 1)),
                    None => {}
                },
                "ArrowLeft" => match node.open {
                    Some(true) => turn.emit(node.key.clone()),
                    _ => to(parent(&lines, current)),
                },
                "Delete" if is_subject => edit(act::removal(&picked, &scenario)),
                "Enter" if is_subject => on_enter.emit(()),
                "Enter" | " " => match node.open {
                    Some(_) => turn.emit(node.key.clone()),
                    None => go.emit((node.clone(), true)),
                },
                _ => return,
            }
            event.prevent_default();
        })
    };
    let line = |(at, node): (usize, &Node)| {
        let onclick = {
            let (go, turn, node) = (go.clone(), turn.clone(), node.clone());
            Callback::from(move |event: MouseEvent| {
                let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                let on_fold =
                    target.and_then(|it| it.closest(".nsp-outline__fold").ok().flatten()).is_some();
                if (on_fold || node.kind == Kind::Group) && node.open.is_some() {
                    turn.emit(node.key.clone());
                } else {
                    go.emit((node.clone(), true));
                }
            })
        };
        let is_current = at == current;
        html! {
            <div class="nsp-outline__line" key={node.key.clone()} role="treeitem" {onclick}
                id={is_current.then_some(CURRENT)} tabindex={if is_current { "0" } else { "-1" }}
                data-level={node.level.to_string()} aria-level={node.level.to_string()}
                data-kind={match node.kind {
                    Kind::Subject(_) if node.symbol == Symbol::More => Some("page"),
                    Kind::Subject(_) => None,
                    Kind::Group => Some("group"),
                    Kind::More(_) => Some("more"),
                }}
                aria-expanded={node.open.map(|open| open.to_string())}
                aria-selected={is_picked(node).to_string()}>
                <span class="nsp-outline__fold">
                    if node.open.is_some() {
                        {icon(Symbol::Chevron)}
                    }
                </span>
                {icon(node.symbol)}
                <span class="nsp-outline__label">{node.label.clone()}</span>
                if let Some(mode) = node.mode {
                    <span class="nsp-outline__note">{mode_mark(mode)}{state_name(mode)}</span>
                }
                if !node.note.is_empty() {
                    <span class="nsp-outline__note">{node.note.clone()}</span>
                }
            </div>
        }
    };
    let on_text = {
        let text = text.clone();
        Callback::from(move |typed: AttrValue| text.set(typed))
    };
    let on_down = {
        let (scenario, folds, picked) = (props.scenario.clone(), folds, props.picked.clone());
        let on_pick = props.on_pick.clone();
        Callback::from(move |typed: AttrValue| {
            if let Some(wanted) = Wanted::of(&typed) {
                let found = nodes(&scenario, &folds, &picked, Some(&wanted)).nodes;
                let first = first_found(&found).and_then(|at| found.get(at));
                if let Some(Node { kind: Kind::Subject(subject), .. }) = first {
                    on_pick.emit(subject.clone());
                }
            }
            if let Some(line) = line_in_focus_order() {
                // Fails only where the line is not in the document.
                let _ = line.focus();
            }
        })
    };
    html! {<>
        <Search text={(*text).clone()} {found} {on_text} {on_down} />
        if lines.is_empty() {
            <p class="nsp-outline__nothing">{"Nothing has all of these words."}</p>
        }
        <div class="nsp-outline" role="tree" aria-label="Outline of the estate" {onkeydown}>
            { for lines.iter().enumerate().map(line) }
        </div>
    </>}
}

/// The first line that nothing else stands under: what was looked for, not what it stands in.
fn first_found(lines: &[Node]) -> Option<usize> {
    let below = |at: usize| lines.get(at + 1).map_or(0, |next| next.level);
    (0..lines.len()).find(|at| lines.get(*at).is_some_and(|it| it.level >= below(*at)))
}

fn line_in_focus_order() -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(CURRENT)?.dyn_into::<HtmlElement>().ok()
}

/// The line that another one stands under.
fn parent(lines: &[Node], at: usize) -> Option<usize> {
    let level = lines.get(at)?.level;
    lines.iter().take(at).rposition(|node| node.level < level)
}
