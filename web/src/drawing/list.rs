//! The same picture as a list by resource, for screens too narrow to draw on.

use nsp_core::order;
use std::rc::Rc;

use nsp_core::State;
use yew::prelude::*;

use super::act::{Act, Target};
use super::paint_edge::{head, stroke, words};
use super::picture::{Card, Flow, Line, Picture, Row};
use super::shape::{Shape, all, path};
use super::wire::Class;
use crate::state::Shared;
use crate::ui::{mode_mark, state_name};

#[derive(Properties, PartialEq)]
pub struct ResourceListProps {
    pub picture: Shared<Picture>,
    #[prop_or_default]
    pub picked: Option<Target>,
    pub on_act: Callback<Act>,
}

/// So many paths of a resource are listed; those that break come first.
const SHOWN: usize = 40;

/// Each resource with who reaches it and what it reaches.
#[component]
pub fn ResourceList(props: &ResourceListProps) -> Html {
    let picture = &props.picture;
    let rows: Vec<&Rc<Row>> = picture.rows().collect();
    let cards = (0_u32..).zip(picture.cards()).map(|(place, card)| {
        let mut flows: Vec<Flow> = picture.flows.of_card(place).collect();
        order::sort_by_key(&mut flows, |flow| (!flow.hot, flow.row));
        let rest = flows.len().saturating_sub(SHOWN);
        let known = flows.iter().take(SHOWN).filter_map(|flow| {
            let row = rows.get(flow.row as usize)?;
            Some(path_of(props, flow, row, card))
        });
        let picked = props.picked.as_ref() == Some(&Target::Card(card.key.clone()));
        html! {
            <li class="nsp-resources__one" key={place} data-picked={picked.then_some("true")}>
                {title(props, card)}
                if flows.is_empty() {
                    <p class="nsp-resources__rest">{"Nothing reaches it, and it reaches nothing."}</p>
                }
                <ul class="nsp-resources__paths">{ for known }</ul>
                if 0 < rest {
                    <p class="nsp-resources__rest">{format!("{rest} more in the matrix")}</p>
                }
            </li>
        }
    });
    html! { <ul class="nsp-resources">{ for cards }</ul> }
}

fn title(props: &ResourceListProps, card: &Card) -> Html {
    let open = Act::Open(Target::Card(card.key.clone()));
    let onclick = props.on_act.reform(move |_: MouseEvent| open.clone());
    html! {
        <div class="nsp-resources__title">
            <button class="nsp-resources__name" type="button" {onclick}><code>{card.name.clone()}</code></button>
            <span class="nsp-resources__kind">{card.type_name.clone()}</span>
            if let Some(mode) = card.mode {
                <span class="nsp-resources__mode">{mode_mark(mode)}{state_name(mode)}</span>
            }
            if 0 < card.breaks {
                <b class="nsp-resources__breaks">{breaks(card.breaks)}</b>
            }
        </div>
    }
}

fn breaks(count: u32) -> String {
    if count == 1 { "1 path breaks".to_owned() } else { format!("{count} paths break") }
}

fn path_of(props: &ResourceListProps, flow: &Flow, row: &Row, card: &Card) -> Html {
    let class = Class { line: flow.line, hot: flow.hot };
    let outward = props.picture.source_count() <= flow.row as usize;
    let fire = Act::Fire { row: row.key.clone(), card: card.key.clone() };
    let onclick = props.on_act.reform(move |_: MouseEvent| fire.clone());
    let breaks = flow.hot && props.picture.state == State::Enforced;
    html! {
        <li key={flow.row}>
            <button class="nsp-resources__path" type="button" {onclick}
                title={words(class)}>
                <span class="nsp-hidden">{if outward { "to " } else { "from " }}</span>
                <svg class="nsp-legend__line" viewBox="0 0 34 14" aria-hidden="true">{sample(class)}</svg>
                if row.mono {
                    <code>{row.label.clone()}</code>
                } else {
                    <span>{row.label.clone()}</span>
                }
                <span class="nsp-resources__note">{if outward { "called by it".into() } else { row.note.clone() }}</span>
                if breaks {
                    <b class="nsp-resources__breaks">{"breaks"}</b>
                }
                <span class="nsp-hidden">{words(class)}</span>
            </button>
        </li>
    }
}

/// A short piece of a line.
pub fn sample(class: Class) -> Html {
    all(&piece(class))
}

/// A short piece of a line, 34 wide and 14 high.
pub(super) fn piece(class: Class) -> Vec<Shape> {
    let (line, cross) = match class.line {
        Line::Denied => ("flow denied", "cross"),
        Line::Broken => ("flow broken", "cross hot"),
        _ => {
            let mut shapes = stroke(class, "M0 7H25".to_owned());
            shapes.extend(head(class, 34.0, 7.0));
            return shapes;
        }
    };
    vec![path(line, "M2 7H20"), path(cross, "M24 3l8 8m0-8l-8 8")]
}
