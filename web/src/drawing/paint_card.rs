//! What a resource looks like.

use nsp_core::State;

use super::glyph;
use super::layout::Rect;
use super::measure::{Density, fit, width};
use super::picture::{Card, Lock};
use super::shape::{Anchor, Shape, glyph, path, text, text_to};
use crate::ui::{Symbol, figures, state_name};

/// The shapes of a card.
#[must_use]
pub fn card(card: &Card, rect: Rect, density: Density) -> Vec<Shape> {
    let mut shapes = vec![Shape::Box { ink: "box", rect, radius: 8.0 }];
    match density {
        Density::Roomy => roomy(card, rect, &mut shapes),
        Density::Dense => dense(card, rect, &mut shapes),
    }
    shapes
}

/// Where the mode stands on a card: a list to choose from lies over it.
#[must_use]
pub fn mode_box(card: &Card, rect: Rect, density: Density) -> Option<Rect> {
    let words = mode_words(card, rect)?;
    // Every mode has the room of the longest: where it changes, nothing moves.
    let known = card.mode.filter(|_| !words.is_empty());
    let word = width(known.map_or(&words, |_| state_name(State::Learning)), 12.0, false).ceil();
    Some(match density {
        Density::Roomy => {
            let w = word + 26.0 + 22.0;
            Rect { x: rect.right() - 9.0 - w, y: rect.y + 8.0, w, h: 24.0 }
        }
        Density::Dense => {
            let w = word + 26.0;
            Rect { x: rect.right() - 6.0 - w, y: rect.y + 3.0, w, h: 20.0 }
        }
    })
}

/// Where the padlock of a direction stands.
#[must_use]
pub fn lock_box(card: &Card, rect: Rect, density: Density, outbound: bool) -> Rect {
    let half = half(rect);
    match (density, outbound) {
        (Density::Roomy, false) => Rect { y: rect.y + 41.0, w: half, h: 41.0, ..rect },
        (Density::Roomy, true) => {
            Rect { x: rect.x + half, y: rect.y + 41.0, w: rect.w - half, h: 41.0 }
        }
        (Density::Dense, false) => {
            Rect { y: rect.y + 24.0, w: lock_words(card, rect).second, h: 20.0, ..rect }
        }
        (Density::Dense, true) => {
            let second = lock_words(card, rect).second;
            let w = (rect.w - second).min(98.0);
            Rect { x: rect.x + second, y: rect.y + 24.0, w, h: 20.0 }
        }
    }
}

/// How far right the outbound half of a roomy card begins.
fn half(rect: Rect) -> f64 {
    rect.w / 2.0 + if rect.w < WORDY { 2.0 } else { 10.0 }
}

fn mode_words(card: &Card, rect: Rect) -> Option<String> {
    match card.mode {
        Some(_) if rect.w < WORDY => Some(String::new()),
        Some(state) => Some(state_name(state).to_owned()),
        None if card.mode_text.is_empty() => None,
        None => Some(fit(&card.mode_text, 90.0, 12.0, false)),
    }
}

/// Narrower, signs and values stand without their words.
const WORDY: f64 = 210.0;

fn mode(card: &Card, rect: Rect, density: Density, shapes: &mut Vec<Shape>) -> f64 {
    let (Some(place), Some(words)) = (mode_box(card, rect, density), mode_words(card, rect)) else {
        return rect.right() - 5.0;
    };
    if density == Density::Roomy {
        shapes.push(Shape::Box { ink: "pill", rect: place, radius: 6.0 });
        let down = Symbol::Chevron.path();
        shapes.push(glyph("icon", down, place.right() - 18.0, place.y + 6.0, 0.76));
    }
    shapes.extend(glyph::of_state(
        card.mode.unwrap_or(State::Audit),
        place.x + 7.0,
        place.middle() - 7.0,
    ));
    shapes.push(text("small strong", place.x + 26.0, place.middle() + 4.0, words));
    place.x
}

fn roomy(card: &Card, rect: Rect, shapes: &mut Vec<Shape>) {
    let Rect { x, y, w, .. } = rect;
    let right = rect.right();
    let until = mode(card, rect, Density::Roomy, shapes);
    let (half, name) = (x + half(rect), fit(&card.name, until - x - 46.0, 13.0, true));
    let after = x + 34.0 + width(&name, 13.0, true) + 8.0;
    shapes.push(glyph("icon", glyph::of_kind(card.kind), x + 11.0, y + 12.0, 1.0));
    shapes.push(text("name", x + 34.0, y + 24.5, name));
    if 60.0 < until - after {
        let kind = fit(&card.type_name, until - after - 8.0, 12.0, false);
        shapes.push(text("small soft", after, y + 24.3, kind));
    }
    for line in [
        figures("M# #H#", &[x + 1.0, y + 40.0, right - 1.0]),
        figures("M# #H#", &[x + 1.0, y + 82.0, right - 1.0]),
        figures("M# #V#", &[half, y + 41.0, y + 82.0]),
    ] {
        shapes.push(path("hair", line));
    }
    for (lock, title, start, room) in [
        (&card.inbound, "Inbound", x, half - x - 38.0),
        (&card.outbound, "Outbound", half, right - half - 38.0),
    ] {
        shapes.push(padlock(lock, start + 11.0, y + 53.0, 1.0));
        shapes.push(text("tiny soft", start + 34.0, y + 58.0, title));
        shapes.push(text("small", start + 34.0, y + 73.0, fit(&lock.words, room, 12.0, false)));
    }
    let access = &card.public_network_access;
    let start = x + 12.0;
    let slim = w < WORDY;
    let value = if slim { start } else { start + width("publicNetworkAccess ", 11.0, true) };
    if !slim {
        shapes.push(text("wire soft", start, y + 101.0, "publicNetworkAccess"));
    }
    let end = last_word(card, right - 12.0, y + 101.0, slim, shapes);
    shapes.push(text("wire", value, y + 101.0, fit(access, end - value - 8.0, 11.0, true)));
    if !card.assumed.is_empty() {
        let dot = value + width(access, 11.0, true) + 9.0;
        shapes.push(Shape::Circle { ink: "assumed", x: dot.min(end - 6.0), y: y + 97.0, r: 3.0 });
    }
}

/// Says how much breaks, else that the card is not the only one; gives where it begins.
fn last_word(card: &Card, x: f64, y: f64, short: bool, shapes: &mut Vec<Shape>) -> f64 {
    let (ink, words) = match (card.breaks, card.doubled) {
        (0, false) if card.in_doubt => ("small warn", "may be associated".to_owned()),
        (0, false) => return x,
        (0, true) => ("small warn", "in two perimeters".to_owned()),
        (1, _) if !short => ("small hot", "1 path breaks".to_owned()),
        (1, _) => ("small hot", "1 breaks".to_owned()),
        (count, _) if !short => ("small hot", format!("{count} paths break")),
        (count, _) => ("small hot", format!("{count} break")),
    };
    let start = x - width(&words, 12.0, false);
    shapes.push(text_to(ink, x, y, words));
    start
}

fn dense(card: &Card, rect: Rect, shapes: &mut Vec<Shape>) {
    let Rect { x, y, .. } = rect;
    let until = mode(card, rect, Density::Dense, shapes);
    let until = last_word(card, until - 4.0, y + 17.0, true, shapes);
    shapes.push(glyph("icon", glyph::of_kind(card.kind), x + 10.0, y + 5.0, 0.94));
    let room = until - x - 40.0;
    shapes.push(text("name", x + 32.0, y + 17.5, fit(&card.name, room, 13.0, true)));
    let words = lock_words(card, rect);
    let second = x + words.second;
    let end_of_words = second + 27.0 + width(&words.outbound, 11.0, false);
    for (lock, start, said) in
        [(&card.inbound, x, words.inbound), (&card.outbound, second, words.outbound)]
    {
        shapes.push(padlock(lock, start + 11.0, y + 24.5, 0.8));
        shapes.push(text("tiny quiet", start + 27.0, y + 35.5, said));
    }
    let access = &card.public_network_access;
    let end = rect.right() - 9.0;
    let start = end - width(access, 11.0, true);
    // Where it has no room, the name of the card still says it.
    let room = start - 14.0 - end_of_words;
    if 0.0 < room {
        shapes.push(text_to("wire soft", end, y + 35.5, access.clone()));
    }
    if !card.assumed.is_empty() {
        let x = if 0.0 < room { start - 7.0 } else { end - 3.0 };
        shapes.push(Shape::Circle { ink: "assumed", x, y: y + 31.5, r: 3.0 });
    }
}

/// The words of the padlocks of a dense card, and how far right the second one stands.
struct LockWords {
    inbound: String,
    outbound: String,
    second: f64,
}

/// The longest of their words.
const WORDS: f64 = 122.0;

/// Where both do not fit beside each other, the longer words give way.
fn lock_words(card: &Card, rect: Rect) -> LockWords {
    let wide = |words: &str| width(words, 11.0, false).min(WORDS);
    let room = rect.w - 66.0;
    let (inbound, outbound) = (wide(&card.inbound.words), wide(&card.outbound.words));
    let first = inbound.min((room - outbound).max(room / 2.0));
    let inbound = fit(&card.inbound.words, first, 11.0, false);
    let taken = width(&inbound, 11.0, false).max(52.0);
    let outbound = fit(&card.outbound.words, (room - taken).min(WORDS), 11.0, false);
    LockWords { inbound, outbound, second: taken + 30.0 }
}

fn padlock(lock: &Lock, x: f64, y: f64, scale: f64) -> Shape {
    glyph("icon", if lock.open { glyph::OPEN_LOCK } else { glyph::LOCK }, x, y, scale)
}

/// Cards that are folded away, or a whole lane that is closed.
#[must_use]
pub fn more(words: String, rect: Rect) -> Vec<Shape> {
    vec![
        Shape::Box { ink: "fold", rect, radius: 6.0 },
        Shape::Text {
            ink: "small quiet",
            x: rect.x + rect.w / 2.0,
            y: rect.middle() + 4.0,
            anchor: Anchor::Middle,
            text: words.into(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::super::picture::Kind;
    use super::*;

    fn lock(words: &'static str) -> Lock {
        Lock { open: false, words: words.into() }
    }

    #[test]
    fn no_word_of_a_dense_card_leaves_it() {
        let made = Card {
            key: "stdata".into(),
            name: "stdata".into(),
            kind: Kind::Storage,
            type_name: "Storage account".into(),
            mode: Some(State::Learning),
            mode_text: "".into(),
            inbound: lock("Rules, then firewall"),
            outbound: lock("Unrestricted"),
            public_network_access: "Enabled".into(),
            assumed: "".into(),
            breaks: 6,
            doubled: false,
            in_doubt: false,
        };
        for w in [150.0, 180.0, 210.0, 260.0, 320.0] {
            let rect = Rect { x: 40.0, y: 0.0, w, h: 44.0 };
            for shape in card(&made, rect, Density::Dense) {
                let Shape::Text { x, anchor: Anchor::Start, text, ink, .. } = shape else {
                    continue;
                };
                let size = if ink == "tiny quiet" { 11.0 } else { 12.0 };
                let end = x + width(&text, size, false);
                assert!(end <= rect.right(), "`{text}` ends at {end} of {}", rect.right());
            }
        }
        let wide = lock_words(&made, Rect { x: 0.0, y: 0.0, w: 320.0, h: 44.0 });
        assert_eq!(wide.inbound, "Rules, then firewall");
        assert_eq!(wide.outbound, "Unrestricted");
    }
}
