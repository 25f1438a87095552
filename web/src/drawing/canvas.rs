//! The canvas: a picture that is panned, zoomed, pressed, dragged and walked by keys.

mod input;
mod sight;

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::act::{Act, Target};
use super::answer;
use super::fold::Folds;
use super::gesture::Gesture;
use super::keep::MANY;
use super::layout::{Scene, layout};
use super::lens::Lens;
use super::listen::Listening;
use super::measure::Form;
use super::picture::Picture;
use super::spot::Spot;
use super::story::Story;
use super::view::{Size, View, Window};
use super::world::World;
use super::zoom;
use super::{lit, names, seek};
use crate::state::Shared;

#[derive(Properties, PartialEq)]
pub struct DrawingProps {
    pub picture: Shared<Picture>,
    #[prop_or_default]
    pub picked: Option<Target>,
    /// Two drawings with one lens show the same part.
    #[prop_or_default]
    pub lens: Option<Lens>,
    /// What another drawing shows of the same estate: both keep their columns in the same places.
    #[prop_or_default]
    pub beside: Option<Shared<Picture>>,
    pub on_act: Callback<Act>,
    /// To be looked at: nothing in it can be added, moved or set.
    #[prop_or_default]
    pub fixed: bool,
    /// The story of one row at one resource, in the words of the answer.
    #[prop_or_default]
    pub story: Option<Callback<(AttrValue, AttrValue), AttrValue>>,
}

/// What happens to a drawing.
pub enum Event {
    Sized(Size),
    /// The size has stayed the same for a moment.
    Rested,
    /// The lens shows another part.
    Viewed(View),
    Down(PointerEvent),
    Moved(PointerEvent),
    Up(PointerEvent),
    Lost,
    Wheel(WheelEvent),
    Key(KeyboardEvent),
    /// What is pointed at.
    Over(Option<Spot>),
    /// What is in focus, and whether that is told of.
    Focus(Option<Spot>, bool),
    Open(Option<Spot>),
    Menu(MouseEvent),
    Go(View),
    /// Moved by so many steps, to the right and down.
    Pan(i8, i8),
    Fit,
}

/// A picture.
pub struct Drawing {
    canvas: NodeRef,
    world: NodeRef,
    lens: Lens,
    size: Size,
    folds: Folds,
    /// As wide as they came to be for this estate in any state shown so far.
    gutters: (f64, f64),
    scene: Rc<Scene>,
    /// What the scene was made of; none where it has to be made anew.
    laid: Option<sight::Laid>,
    /// Those of other states of the estate, the newest first.
    scenes: Vec<(sight::Laid, Rc<Scene>)>,
    window: Option<Window>,
    /// What the canvas shows.
    placed: Option<View>,
    stop: Option<Spot>,
    over: Option<Spot>,
    focus: Option<Spot>,
    /// Whether that is told of.
    tells: bool,
    /// To be focused once it is there.
    wanted: Option<Spot>,
    carried: Option<(u32, Option<u32>)>,
    gesture: Gesture,
    listening: Option<Listening>,
    /// Until the picture is laid out for its size.
    resting: Option<Timeout>,
    watcher: Rc<dyn Fn(View)>,
}

impl Component for Drawing {
    type Message = Event;
    type Properties = DrawingProps;

    fn create(ctx: &Context<Self>) -> Self {
        let lens = ctx.props().lens.clone().unwrap_or_default();
        let on_view = ctx.link().callback(Event::Viewed);
        let watcher: Rc<dyn Fn(View)> = Rc::new(move |view| on_view.emit(view));
        lens.watch(&watcher);
        let form = Form::of(0.0, 0.0, 0);
        Self {
            scene: Rc::new(layout(&ctx.props().picture, form, &Folds::default())),
            canvas: NodeRef::default(),
            world: NodeRef::default(),
            lens,
            size: Size::default(),
            folds: Folds::default(),
            gutters: (0.0, 0.0),
            laid: None,
            scenes: Vec::new(),
            window: None,
            placed: None,
            stop: None,
            over: None,
            focus: None,
            tells: true,
            wanted: None,
            carried: None,
            gesture: Gesture::default(),
            listening: None,
            resting: None,
            watcher,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &DrawingProps) -> bool {
        let props = ctx.props();
        if props.lens != old.lens {
            self.lens = props.lens.clone().unwrap_or_default();
            self.lens.watch(&self.watcher);
            self.window = None;
        }
        if props.picture != old.picture || props.beside != old.beside {
            // Another state of one estate leaves the columns where they are.
            if !props.picture.is_like(&old.picture) {
                self.gutters = (0.0, 0.0);
                self.lay_anew();
            }
            self.lay_out(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        match event {
            Event::Sized(size) => self.sized(size, ctx),
            Event::Rested => {
                self.resting = None;
                self.lay_out(ctx);
                true
            }
            Event::Viewed(view) => self.show(view),
            Event::Down(event) if is_control(&event) => false,
            Event::Down(event) => {
                // A menu is no drag.
                if event.button() == 2 {
                    return false;
                }
                let canvas = event.button() == 1;
                self.gesture.down(event.pointer_id(), self.at(&event), spot_of(&event), canvas);
                false
            }
            Event::Moved(event) => {
                let moved = self.gesture.moved(event.pointer_id(), self.at(&event));
                if self.gesture.is_drag()
                    && let Some(canvas) = self.canvas.cast::<Element>()
                {
                    // A pointer that is gone cannot be captured, and then there is no drag.
                    drop(canvas.set_pointer_capture(event.pointer_id()));
                }
                self.move_by(moved, ctx)
            }
            Event::Up(event) => {
                let moved = self.gesture.up(event.pointer_id(), self.at(&event));
                self.move_by(moved, ctx)
            }
            Event::Lost => {
                self.gesture.cancel();
                self.carried.take().is_some()
            }
            Event::Wheel(event) => {
                event.prevent_default();
                self.wheel(&event);
                false
            }
            Event::Key(event) => self.key(&event, ctx),
            Event::Over(spot) => std::mem::replace(&mut self.over, spot) != spot,
            Event::Focus(spot, tells) => {
                self.tells = tells;
                let stop = spot.map(Spot::owner);
                let stands = stop.filter(|it| seek::rect(&self.scene, *it).is_some());
                self.stop = stands.or(self.stop);
                std::mem::replace(&mut self.focus, spot) != spot
            }
            Event::Open(spot) => {
                self.answer(spot.and_then(|spot| answer::opened(&ctx.props().picture, spot)), ctx);
                false
            }
            Event::Menu(event) => {
                if let Some(spot) = spot_of(&event) {
                    let at = (event.client_x().into(), event.client_y().into());
                    // A key or a long press opens it at the thing itself.
                    let at = (event.button() == 2).then_some(at);
                    if self.offer(spot, at, ctx) {
                        event.prevent_default();
                    }
                }
                false
            }
            Event::Pan(across, down) => {
                self.pan(across, down);
                false
            }
            Event::Go(view) => {
                self.go(view);
                false
            }
            Event::Fit => {
                self.lens.fit(self.fitting(ctx));
                false
            }
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && let Some(canvas) = self.canvas.cast::<HtmlElement>() {
            let on_size = ctx.link().callback(Event::Sized);
            let on_wheel = ctx.link().callback(Event::Wheel);
            self.listening = Listening::to(&canvas, on_size, on_wheel);
        }
        if let Some(view) = self.lens.view() {
            self.place(view);
        }
        if let Some(spot) = self.wanted.take()
            && let Some(canvas) = self.canvas.cast::<Element>()
            && let Ok(Some(part)) = canvas.query_selector(&format!("[data-spot=\"{spot}\"]"))
        {
            focus(&part);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let view = self.lens.view();
        let world = self.window.map(|window| World {
            picture: props.picture.clone(),
            scene: Rc::clone(&self.scene),
            window,
            picked: props.picked.clone(),
            stop: self.stop.or_else(|| answer::first(&self.scene)),
            near: self.focus.or(self.over),
            carried: self.carried,
            ends: lit::ends(&props.picture, &self.scene),
            on_act: props.on_act.clone(),
        });
        let told =
            self.over.or(self.focus.filter(|_| self.tells)).filter(|_| self.carried.is_none());
        let middle = (self.size.width / 2.0, self.size.height / 2.0);
        let on_zoom = link.batch_callback(move |factor: f64| {
            view.map(|view| Event::Go(view.zoomed(factor, middle)))
        });
        let on_pan = link.callback(|(across, down)| Event::Pan(across, down));
        let on_fit = link.callback(|()| Event::Fit);
        html! {
            <div class="nsp-drawing" ref={&self.canvas} data-density={self.scene.form.density.name()}
                data-state={names::state(props.picture.state)}
                data-fixed={props.fixed.then_some("true")}
                data-many={(MANY < self.scene.bundles.len()).then_some("true")}
                oncontextmenu={link.callback(Event::Menu)}
                onpointerdown={link.callback(Event::Down)}
                onpointermove={link.callback(Event::Moved)}
                onpointerup={link.callback(Event::Up)}
                onpointercancel={link.callback(|_| Event::Lost)}
                onpointerover={link.callback(|event: PointerEvent| Event::Over(spot_of(&event)))}
                onpointerleave={link.callback(|_| Event::Over(None))}
                ondblclick={link.callback(|event: MouseEvent| Event::Open(spot_of(&event)))}
                onkeydown={link.callback(Event::Key)}
                onfocusin={link.callback(|event: FocusEvent| {
                    // Of a focus that was given, and not brought from elsewhere, nothing is told.
                    Event::Focus(spot_of(&event), event.related_target().is_some())
                })}
                onfocusout={link.callback(|_| Event::Focus(None, true))}>
                <svg class="nsp-drawing__svg" role="group" aria-label={names::picture(&props.picture)}>
                    <g ref={&self.world} transform={view.map(View::transform)}>
                        {world.map(|world| world.html())}
                    </g>
                </svg>
                if let Some((spot, view)) = told.zip(view) {
                    <Story words={self.story(spot, props)} {view}
                        rect={seek::told(&self.scene, spot).unwrap_or_default()} />
                }
                {zoom::buttons(&on_zoom, &on_pan, &on_fit)}
            </div>
        }
    }
}

impl Drawing {
    fn at(&self, event: &MouseEvent) -> (f64, f64) {
        let corner = self.canvas.cast::<Element>().map(|it| it.get_bounding_client_rect());
        let (left, top) = corner.map_or((0.0, 0.0), |it| (it.left(), it.top()));
        (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
    }

    fn story(&self, spot: Spot, props: &DrawingProps) -> AttrValue {
        let pair = answer::only_pair(&props.picture, &self.scene, spot);
        match (pair, &props.story) {
            (Some(pair), Some(story)) => story.emit(pair),
            _ => answer::story(&props.picture, &self.scene, spot).into(),
        }
    }
}

/// The place of the drawing that an event is about.
fn spot_of(event: &web_sys::Event) -> Option<Spot> {
    let part = event.target_dyn_into::<Element>()?.closest("[data-spot]").ok()??;
    part.get_attribute("data-spot")?.parse().ok()
}

/// Whether a control of the canvas takes the event for itself.
fn is_control(event: &web_sys::Event) -> bool {
    let part = event.target_dyn_into::<Element>();
    part.is_some_and(|part| matches!(part.closest("select, button"), Ok(Some(_))))
}

fn focus(part: &Element) {
    use wasm_bindgen::JsCast;
    // An SVG element can be focused as an HTML element can.
    drop(part.unchecked_ref::<HtmlElement>().focus());
}
