//! The parts of a drawing as components: each is drawn again only when what it shows changes.

use std::rc::Rc;

use nsp_core::State;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::act::Act;
use super::layout::{Bundle, FrameBox, GroupBox, LaneBox, Rect};
use super::measure::Density;
use super::picture::{Card, Frame, Group, Lane, Row};
use super::shape::{Shape, all, joined};
use super::spot::Spot;
use super::{glyph, names, paint_card, paint_edge, paint_frame, paint_group};
use crate::ui::{figure, figures, state_name};

/// How a part is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Chosen by a person.
    pub picked: bool,
    /// The fired request runs here: its ink.
    pub lit: Option<&'static str>,
    /// Tab leads here.
    pub tab: bool,
    /// A card is being dragged over it, or it is the one dragged.
    pub dragged: bool,
}

/// The `tabindex` of what Tab leads to, or not.
pub fn tab(tab: bool) -> &'static str {
    if tab { "0" } else { "-1" }
}

#[derive(Properties, PartialEq)]
pub struct CardPartProps {
    pub place: u32,
    pub card: Rc<Card>,
    pub rect: Rect,
    pub density: Density,
    pub marks: Marks,
    pub on_act: Callback<Act>,
}

/// A resource.
#[component]
pub fn CardPart(props: &CardPartProps) -> Html {
    let CardPartProps { place, card, rect, density, marks, .. } = props;
    let ring = Shape::Box { ink: "ring-around", rect: *rect, radius: 8.0 };
    let press = |spot: Spot, rect: Rect, words: String| {
        html! {
            <g data-spot={spot.to_string()} aria-label={words} role="button" tabindex="-1">
                {Shape::Box { ink: "press", rect, radius: 6.0 }.html()}
            </g>
        }
    };
    let lock = |outbound| paint_card::lock_box(card, *rect, *density, outbound);
    html! {
        <g class="nsp-drawing__card" data-spot={Spot::Card(*place).to_string()} role="group"
            tabindex={tab(marks.tab)} aria-label={names::card(card)}
            data-picked={marks.picked.then_some("true")} data-lit={marks.lit}
            data-dragged={marks.dragged.then_some("true")}>
            {all(&paint_card::card(card, *rect, *density))}
            {press(Spot::LockIn(*place), lock(false), format!("Inbound: {}", card.inbound.words))}
            {press(Spot::LockOut(*place), lock(true), format!("Outbound: {}", card.outbound.words))}
            {ring.html()}
            {mode(props)}
            {menu(Spot::CardMenu(*place), beside_head(*rect),
                format!("What can be done with {}", card.name))}
        </g>
    }
}

/// On the upper edge of a card, left of what its lane offers and over its mode.
fn beside_head(card: Rect) -> Rect {
    Rect { x: card.right() - 80.0, y: card.y - 13.0, w: 26.0, h: 16.0 }
}

/// The list of modes, unseen over the mode that is drawn.
fn mode(props: &CardPartProps) -> Html {
    let CardPartProps { card, rect, density, marks, .. } = props;
    let Some(place) = paint_card::mode_box(card, *rect, *density) else { return html! {} };
    let onchange = {
        let key = card.key.clone();
        props.on_act.reform(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let mode = MODES.into_iter().find(|mode| state_name(*mode) == chosen);
            Act::Mode { card: key.clone(), mode: mode.unwrap_or(State::Learning) }
        })
    };
    html! {
        <foreignObject x={figure(place.x)} y={figure(place.y)}
            width={figure(place.w)} height={figure(place.h)}>
            <select xmlns="http://www.w3.org/1999/xhtml" class="nsp-drawing__mode" {onchange}
                tabindex={tab(marks.tab)} aria-label={format!("Access mode of {}", card.name)}>
                if card.mode.is_none() {
                    <option selected=true disabled=true>{card.mode_text.clone()}</option>
                }
                { for MODES.into_iter().map(|mode| html! {
                    <option value={state_name(mode)} selected={card.mode == Some(mode)}>{state_name(mode)}</option>
                }) }
            </select>
        </foreignObject>
    }
}

/// What an association may be set to; taking it away is not one of its modes.
const MODES: [State; 3] = [State::Learning, State::Enforced, State::Audit];

#[derive(Properties, PartialEq)]
pub struct RowPartProps {
    pub place: u32,
    pub row: Rc<Row>,
    pub rect: Rect,
    pub density: Density,
    pub marks: Marks,
    /// Enforced took a path of it away, and Enforced is shown.
    pub broken: bool,
}

/// A source or destination.
#[component]
pub fn RowPart(props: &RowPartProps) -> Html {
    let RowPartProps { place, row, rect, density, marks, broken } = props;
    let inner = Rect { x: rect.x + 1.0, y: rect.y + 1.0, w: rect.w - 2.0, h: rect.h - 1.0 };
    let words = paint_group::row(row, *rect, *density, *broken);
    html! {
        <g class="nsp-drawing__row" data-spot={Spot::Row(*place).to_string()} role="button"
            tabindex={tab(marks.tab)} aria-label={names::row(row, &words, *broken)}
            aria-pressed={marks.picked.to_string()} data-lit={marks.lit}>
            {Shape::Box { ink: "ground", rect: inner, radius: 6.0 }.html()}
            {all(&words)}
        </g>
    }
}

#[derive(Properties, PartialEq)]
pub struct GroupPartProps {
    pub place: u32,
    pub group: Rc<Group>,
    pub place_of: GroupBox,
    pub density: Density,
}

/// The title and box of a group, and the plus that adds to it.
#[component]
pub fn GroupPart(props: &GroupPartProps) -> Html {
    let GroupPartProps { place, group, place_of, density } = props;
    let head = place_of.head;
    let size = if *density == Density::Roomy { 22.0 } else { 18.0 };
    let rect = Rect { x: head.right() - size + 2.0, y: head.y - 1.0, w: size, h: size };
    html! {<>
        {all(&joined(paint_group::group(group, place_of, *density)))}
        {plus(Spot::AddRow(*place), rect, format!("Add to {}", group.title))}
    </>}
}

/// Three dots that open a menu.
fn menu(spot: Spot, rect: Rect, words: String) -> Html {
    let (x, y) = (rect.x + rect.w / 2.0, rect.middle());
    let dots = figures("M# #h.01M# #h.01M# #h.01", &[x - 5.0, y, x, y, x + 5.0, y]);
    html! {
        <g class="nsp-drawing__menu" data-spot={spot.to_string()} role="button" tabindex="-1"
            aria-haspopup="menu" aria-label={words}>
            {Shape::Box { ink: "press", rect, radius: 6.0 }.html()}
            {super::shape::path("dots", dots).html()}
        </g>
    }
}

fn plus(spot: Spot, rect: Rect, words: String) -> Html {
    let scale = 0.82;
    let (x, y) = (rect.x + rect.w / 2.0 - 8.0 * scale, rect.middle() - 8.0 * scale);
    html! {
        <g class="nsp-drawing__plus" data-spot={spot.to_string()} role="button" tabindex="-1" aria-label={words}>
            {Shape::Box { ink: "press", rect, radius: 6.0 }.html()}
            {super::shape::glyph("icon soft", glyph::PLUS, x, y, scale).html()}
        </g>
    }
}

#[derive(Properties, PartialEq)]
pub struct FramePartProps {
    pub place: u32,
    pub frame: Rc<Frame>,
    pub place_of: FrameBox,
    pub density: Density,
    pub tab: bool,
}

/// The border and head of a perimeter.
#[component]
pub fn FramePart(props: &FramePartProps) -> Html {
    let FramePartProps { place, frame, place_of, density, .. } = props;
    let rect = place_of.rect;
    let add = Rect { x: rect.right() - 32.0, y: rect.y + 3.0, w: 22.0, h: 22.0 };
    html! {
        <g class="nsp-drawing__frame" data-spot={Spot::Frame(*place).to_string()} role="group"
            tabindex={frame.is_perimeter.then(|| tab(props.tab))} aria-label={frame_name(frame)}>
            {all(&paint_frame::frame(frame, place_of, *density))}
            if frame.is_perimeter {
                {menu(Spot::FrameMenu(*place), Rect { x: add.x - 24.0, ..add },
                    format!("What can be done with {}", frame.name))}
                {plus(Spot::AddLane(*place), add, format!("Add a profile to {}", frame.name))}
            }
        </g>
    }
}

fn frame_name(frame: &Frame) -> String {
    if frame.is_perimeter {
        format!("Network security perimeter {}", frame.name)
    } else {
        frame.name.to_string()
    }
}

#[derive(Properties, PartialEq)]
pub struct LanePartProps {
    pub place: u32,
    pub lane: Rc<Lane>,
    pub place_of: LaneBox,
    pub density: Density,
    pub far: bool,
    pub marks: Marks,
}

/// A profile, without its cards.
#[component]
pub fn LanePart(props: &LanePartProps) -> Html {
    let LanePartProps { place, lane, place_of, density, far, marks } = props;
    let rect = place_of.rect;
    let add = Rect { x: rect.right() - 29.0, y: rect.y + 1.0, w: 22.0, h: 22.0 };
    let spot = if place_of.closed { Spot::MoreCards(*place) } else { Spot::Lane(*place) };
    let offers = !far && !lane.is_page();
    let shapes = match far {
        true => paint_frame::far_lane(lane, place_of, &density.measures()),
        false => paint_frame::lane(lane, place_of, *density),
    };
    html! {
        <g class="nsp-drawing__lane" data-spot={spot.to_string()}
            role={if place_of.closed { "button" } else { "group" }}
            tabindex={(place_of.closed || !lane.meta.is_empty()).then(|| tab(marks.tab))} data-lit={marks.lit}
            data-dragged={marks.dragged.then_some("true")} aria-label={lane_name(lane)}>
            {all(&shapes)}
            if offers {
                if !lane.name.is_empty() {
                    {menu(Spot::LaneMenu(*place), Rect { x: add.x - 24.0, ..add },
                        format!("What can be done with {}", lane.name))}
                }
                {plus(Spot::AddCard(*place), add, format!("Add a resource to {}", lane.name))}
            }
        </g>
    }
}

fn lane_name(lane: &Lane) -> String {
    if lane.is_page() {
        return lane.meta.to_string();
    }
    let count = paint_frame::noun(lane.cards.len(), "resource", "resources");
    format!("Profile {}, {}, {count}", lane.name, lane.meta)
}

#[derive(Properties, PartialEq)]
pub struct FoldPartProps {
    pub spot: Spot,
    pub words: String,
    pub rect: Rect,
    pub tab: bool,
    /// It holds an end of the fired request: the ink of that.
    pub lit: Option<&'static str>,
}

/// What is folded away.
#[component]
pub fn FoldPart(props: &FoldPartProps) -> Html {
    html! {
        <g class="nsp-drawing__fold" data-spot={props.spot.to_string()} role="button"
            tabindex={tab(props.tab)} aria-expanded="false" aria-label={names::held(&props.words, props.lit.is_some())}
            data-lit={props.lit}>
            {all(&paint_card::more(props.words.clone(), props.rect))}
        </g>
    }
}

#[derive(Properties, PartialEq)]
pub struct BundlePartProps {
    pub bundle: Rc<Bundle>,
    pub window: (f64, f64),
}

/// The lines of a bundle with their heads, and room around them for a pointer.
#[component]
pub fn BundlePart(props: &BundlePartProps) -> Html {
    let BundlePartProps { bundle, window } = props;
    let path = bundle.course.path(*window);
    html! {<>
        {all(&paint_edge::line(bundle, path.clone()))}
        {super::shape::path("reach", path).html()}
        {all(&paint_edge::heads(bundle, *window))}
    </>}
}
