//! What of the drawing is seen: where its parts lie, and which of them the canvas shows.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use nsp_core::State;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{Drawing, Event};
use crate::drawing::fold::{card_count, points_alike};
use crate::drawing::keep::Before;
use crate::drawing::layout::{Scene, layout, layout_after};
use crate::drawing::measure::{Density, Form};
use crate::drawing::picture::Picture;
use crate::drawing::seek;
use crate::drawing::view::{Size, View, Window};
use crate::state::Shared;
use crate::ui::figures;

/// From dot to dot of the ground.
const GROUND: f64 = 20.0;

/// A picture with more resources than this is laid out once its size stays the same for so many
/// milliseconds.
const LARGE: usize = 200;
const REST: u32 = 80;

/// What a scene was made of.
#[derive(Clone)]
pub(super) struct Laid {
    picture: Shared<Picture>,
    beside: Option<Shared<Picture>>,
    form: Form,
    /// Where it made a difference.
    height: Option<f64>,
}

impl Laid {
    /// Whether both were made of the very same.
    fn is_of(&self, other: &Self) -> bool {
        self.form == other.form
            && self.height == other.height
            && self.beside == other.beside
            && self.picture == other.picture
    }

    /// Whether the same scene comes of both.
    fn is_like(&self, other: &Self) -> bool {
        let alike = Self { picture: self.picture.clone(), ..other.clone() };
        let (one, next) = (&self.picture, &other.picture);
        self.is_of(other) || self.is_of(&alike) && one.stands_like(next) && points_alike(one, next)
    }
}

impl Drawing {
    /// Forgets what was made, for it is to be made of something else.
    pub(super) fn lay_anew(&mut self) {
        self.laid = None;
        self.scenes.clear();
        self.folds = self.folds.unseen();
    }

    /// Takes a size; whether that is to be drawn at once.
    pub(super) fn sized(&mut self, size: Size, ctx: &Context<Self>) -> bool {
        let is_first = std::mem::replace(&mut self.size, size) == Size::default();
        // While a panel is being sized, one size follows another.
        if !is_first && LARGE < card_count(&ctx.props().picture) {
            let rested = ctx.link().callback(|()| Event::Rested);
            self.resting = Some(Timeout::new(REST, move || rested.emit(())));
            return false;
        }
        self.lay_out(ctx);
        true
    }

    pub(super) fn lay_out(&mut self, ctx: &Context<Self>) {
        let picture = &ctx.props().picture;
        let form = Form::of(self.size.width, self.size.height, picture.source_count());
        let laid = Laid {
            picture: picture.clone(),
            beside: ctx.props().beside.clone(),
            form,
            height: (form.density == Density::Roomy).then_some(self.size.height),
        };
        let before = self.laid.replace(laid.clone());
        let is_same = before.as_ref().is_some_and(|before| before.is_like(&laid));
        if !is_same {
            let kept = self.scenes.iter().find(|(of, scene)| {
                // In wider gutters it stands otherwise.
                of.is_of(&laid) && scene.gutters == self.gutters
            });
            let kept = kept.map(|(_, scene)| Rc::clone(scene));
            let known = before.as_ref().map(|before| (&*before.picture, &*self.scene));
            let made = || Rc::new(self.scene_of(picture, form, known, ctx));
            self.scene = kept.unwrap_or_else(made);
            self.folds = self.folds.seen(picture);
            self.scenes.retain(|(of, _)| !of.is_of(&laid));
            self.scenes.truncate(State::ALL.len() - 1);
            self.scenes.insert(0, (laid, Rc::clone(&self.scene)));
            self.gutters = self.scene.gutters;
            // Tab leads to something that is there.
            self.stop = self.stop.filter(|it| seek::rect(&self.scene, *it).is_some());
        }
        let Some(view) = self.lens.view().filter(|_| self.lens.is_moved()) else {
            let view = self.fitting(ctx);
            self.window = Some(Window::around(view, self.size));
            self.lens.fit(view);
            return;
        };
        let covered = self.window.is_some_and(|window| window.covers(view, self.size));
        if !(is_same && covered) {
            self.window = Some(Window::around(view, self.size));
        }
    }

    fn scene_of(
        &self,
        picture: &Picture,
        form: Form,
        before: Option<Before>,
        ctx: &Context<Self>,
    ) -> Scene {
        let mut form = Form { breadth: form.breadth.keeping(self.gutters), ..form };
        let mut scene = layout_after(picture, form, &self.folds, before);
        // What is dense fits where what is roomy would have to be made smaller.
        if form.density == Density::Roomy && self.size.height < scene.height * 0.95 {
            form.density = Density::Dense;
            scene = layout(picture, form, &self.folds);
        }
        if let Some(beside) = &ctx.props().beside {
            let other = layout(beside, form, &self.folds);
            form.breadth = form.breadth.keeping(other.gutters);
            scene = layout(picture, form, &self.folds);
        }
        scene
    }

    /// Moves what is rendered, and renders more where that does not do.
    pub(super) fn show(&mut self, view: View) -> bool {
        self.place(view);
        let covered = self.window.is_some_and(|window| window.covers(view, self.size));
        if !covered {
            self.window = Some(Window::around(view, self.size));
        }
        !covered
    }

    pub(super) fn place(&mut self, view: View) {
        let (world, canvas) = (self.world.cast::<Element>(), self.canvas.cast::<HtmlElement>());
        let Some((world, canvas)) = world.zip(canvas) else { return };
        if self.placed.replace(view) == Some(view) {
            return;
        }
        // The attribute's name is one.
        drop(world.set_attribute("transform", &view.transform()));
        // The ground moves with what stands on it.
        let place = figures("#px #px", &[-view.x * view.zoom, -view.y * view.zoom]);
        let side = (GROUND * view.zoom).max(GROUND / 2.0);
        let size = figures("#px #px", &[side, side]);
        for (name, value) in [("background-position", place), ("background-size", size)] {
            // Fails only for a value that is no length.
            drop(canvas.style().set_property(name, &value));
        }
    }

    /// All of it; of two that share the screen, as much as can be read.
    pub(super) fn fitting(&self, ctx: &Context<Self>) -> View {
        let view = View::fit(&self.scene, self.size);
        if ctx.props().beside.is_some() { view.legible(&self.scene, self.size) } else { view }
    }
}
