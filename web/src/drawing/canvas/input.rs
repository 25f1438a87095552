//! Pointers, wheels and keys on the canvas.

use web_sys::Element;
use yew::prelude::*;

use super::Drawing;
use crate::drawing::act::Act;
use crate::drawing::answer::{self, Deed};
use crate::drawing::gesture::Moved;
use crate::drawing::keys::{self, Command};
use crate::drawing::seek;
use crate::drawing::spot::Spot;
use crate::drawing::view::View;
use crate::view::letters_work;

/// The part of the canvas that a step moves by.
const STEP: f64 = 0.2;

impl Drawing {
    /// Does what pointers have come to.
    pub(super) fn move_by(&mut self, moved: Moved, ctx: &Context<Self>) -> bool {
        let Some(view) = self.lens.view() else { return false };
        match moved {
            Moved::Nothing => {}
            Moved::Pan(dx, dy) => self.go(view.panned(dx, dy)),
            Moved::Zoom(factor, at) => self.go(view.zoomed(factor, at)),
            Moved::Carry(card, at) => {
                let carried = Some((card, answer::lane_at(&self.scene, view.point(at))));
                return std::mem::replace(&mut self.carried, carried) != carried;
            }
            Moved::Drop(card, at) => {
                self.carried = None;
                let lane = answer::lane_at(&self.scene, view.point(at));
                let moved = lane.and_then(|it| answer::moved(&ctx.props().picture, card, it));
                self.answer(moved, ctx);
                return true;
            }
            Moved::Press(Some(
                spot @ (Spot::CardMenu(_) | Spot::LaneMenu(_) | Spot::FrameMenu(_)),
            )) => return self.offer(spot, None, ctx),
            Moved::Press(spot) => {
                let props = ctx.props();
                let deed =
                    answer::pressed(&props.picture, &self.scene, props.picked.as_ref(), spot);
                return self.answer(deed, ctx);
            }
        }
        false
    }

    /// Shows another part, as far as there is something to see.
    pub(super) fn go(&self, view: View) {
        self.lens.go(view.kept(&self.scene, self.size));
    }

    /// Moves the drawing by a part of the canvas, as a button or key says.
    pub(super) fn pan(&self, across: i8, down: i8) {
        let Some(view) = self.lens.view() else { return };
        let step = |steps: i8, whole: f64| f64::from(steps) * (whole * STEP).max(40.0);
        self.go(view.panned(step(across, self.size.width), step(down, self.size.height)));
    }

    /// Asks the page to say what can be done with something, where it was pressed or else at the
    /// thing; whether there is anything.
    pub(super) fn offer(&self, spot: Spot, at: Option<(f64, f64)>, ctx: &Context<Self>) -> bool {
        let target = answer::menu(&ctx.props().picture, spot);
        let Some(target) = target.filter(|_| !ctx.props().fixed) else { return false };
        let at = at.or_else(|| self.corner_of(spot)).unwrap_or_default();
        ctx.props().on_act.emit(Act::Menu { target, at });
        true
    }

    /// A point of the screen within what is drawn of a thing.
    fn corner_of(&self, spot: Spot) -> Option<(f64, f64)> {
        let canvas = self.canvas.cast::<Element>()?;
        let part = canvas.query_selector(&format!("[data-spot=\"{spot}\"]")).ok()??;
        let rect = part.get_bounding_client_rect();
        Some((rect.left() + 16.0, (rect.top() + 24.0).min(rect.bottom())))
    }

    /// A wheel pans; with Control it zooms about the pointer.
    pub(super) fn wheel(&self, event: &WheelEvent) {
        let Some(view) = self.lens.view() else { return };
        // Lines and pages are turned into pixels.
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => 16.0,
            WheelEvent::DOM_DELTA_PAGE => self.size.height,
            _ => 1.0,
        };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        self.go(match (event.ctrl_key() || event.meta_key(), event.shift_key()) {
            (true, _) => view.zoomed((-dy / 240.0).exp(), self.at(event)),
            (false, true) if dx == 0.0 => view.panned(dy, 0.0),
            (false, _) => view.panned(dx, dy),
        });
    }

    /// A key that is ours, unless a field has it.
    pub(super) fn key(&mut self, event: &KeyboardEvent, ctx: &Context<Self>) -> bool {
        let typing = event.target_dyn_into::<web_sys::HtmlSelectElement>().is_some();
        if typing || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        let key = event.key();
        if key != " " && key.chars().count() == 1 && !letters_work() {
            return false;
        }
        let Some(command) = keys::command(&key, event.shift_key()) else { return false };
        if command == Command::Leave && self.carried.take().is_some() {
            self.gesture.cancel();
            return true;
        }
        let focus = self.focus.map(Spot::owner);
        let spot = focus.or(self.stop).or_else(|| answer::first(&self.scene));
        let Some((view, spot)) = self.lens.view().zip(spot) else { return false };
        if command != Command::Leave || ctx.props().picked.is_some() {
            event.prevent_default();
        }
        let middle = (self.size.width / 2.0, self.size.height / 2.0);
        match command {
            Command::Near => self.go(view.zoomed(1.25, middle)),
            Command::Far => self.go(view.zoomed(0.8, middle)),
            Command::Fit => self.lens.fit(self.fitting(ctx)),
            Command::Pan(across, down) => self.pan(across, down),
            Command::Menu => {
                self.offer(spot, None, ctx);
            }
            _ => {
                let props = ctx.props();
                let deed = answer::keyed(
                    &props.picture,
                    &self.scene,
                    props.picked.as_ref(),
                    spot,
                    command,
                );
                return self.answer(deed, ctx);
            }
        }
        false
    }

    /// Does what was asked, or asks the page for it.
    pub(super) fn answer(&mut self, deed: Option<Deed>, ctx: &Context<Self>) -> bool {
        match deed {
            None => return false,
            Some(Deed::Act(act)) => ctx.props().on_act.emit(act),
            Some(Deed::Fold(key)) => {
                self.folds = self.folds.turned(&key);
                self.lay_anew();
                self.lay_out(ctx);
            }
            Some(Deed::Focus(spot)) => {
                self.stop = Some(spot);
                self.wanted = Some(spot);
                if let (Some(rect), Some(view)) = (seek::rect(&self.scene, spot), self.lens.view())
                {
                    let shown = view.showing(&rect, self.size);
                    if shown != view {
                        self.go(shown);
                    }
                }
            }
        }
        true
    }
}
