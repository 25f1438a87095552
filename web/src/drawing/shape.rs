//! The few shapes that a drawing is made of, as elements of the page and as the text of a file.

use std::borrow::Cow;
use std::fmt::Write;

use yew::prelude::*;

use super::layout::Rect;
use crate::ui::{figure, figures};

/// A shape. Its ink is words for the style sheet: what it is, how large, how loud.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Box {
        ink: &'static str,
        rect: Rect,
        radius: f64,
    },
    Path {
        ink: &'static str,
        d: Cow<'static, str>,
    },
    /// A drawing of 16 by 16, or a mark of 14 by 14, at a place.
    Glyph {
        ink: &'static str,
        d: &'static str,
        x: f64,
        y: f64,
        scale: f64,
    },
    Circle {
        ink: &'static str,
        x: f64,
        y: f64,
        r: f64,
    },
    Text {
        ink: &'static str,
        x: f64,
        y: f64,
        anchor: Anchor,
        text: AttrValue,
    },
}

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

impl Anchor {
    const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A text that begins at its place.
pub fn text(ink: &'static str, x: f64, y: f64, text: impl Into<AttrValue>) -> Shape {
    Shape::Text { ink, x, y, anchor: Anchor::Start, text: text.into() }
}

/// A text that ends at its place.
pub fn text_to(ink: &'static str, x: f64, y: f64, text: impl Into<AttrValue>) -> Shape {
    Shape::Text { ink, x, y, anchor: Anchor::End, text: text.into() }
}

/// A path.
pub fn path(ink: &'static str, d: impl Into<Cow<'static, str>>) -> Shape {
    Shape::Path { ink, d: d.into() }
}

/// A glyph.
pub const fn glyph(ink: &'static str, d: &'static str, x: f64, y: f64, scale: f64) -> Shape {
    Shape::Glyph { ink, d, x, y, scale }
}

impl Shape {
    /// What it says.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text { text, .. } => text,
            _ => "",
        }
    }

    /// As an element of the page.
    pub fn html(&self) -> Html {
        match self {
            Self::Box { ink, rect, radius } => html! {
                <rect data-ink={*ink} x={figure(rect.x)} y={figure(rect.y)} width={figure(rect.w)}
                    height={figure(rect.h)} rx={figure(*radius)} />
            },
            // Of length one, whatever it is, so that it can be drawn from end to end.
            Self::Path { ink, d } if ink.starts_with("glow") => html! {
                <path data-ink={*ink} d={d.clone()} pathLength="1" />
            },
            Self::Path { ink, d } => html! { <path data-ink={*ink} d={d.clone()} /> },
            Self::Glyph { ink, d, x, y, scale } => html! {
                <path data-ink={*ink} d={*d} transform={figures("translate(# #) scale(#)", &[*x, *y, *scale])} />
            },
            Self::Circle { ink, x, y, r } => html! {
                <circle data-ink={*ink} cx={figure(*x)} cy={figure(*y)} r={figure(*r)} />
            },
            Self::Text { ink, x, y, anchor, text } => html! {
                <text aria-hidden="true" data-ink={*ink} x={figure(*x)} y={figure(*y)} text-anchor={anchor.name()}>
                    {text.clone()}
                </text>
            },
        }
    }

    /// As the text of an SVG file.
    pub fn write(&self, file: &mut String) {
        // Writing to a string does not fail.
        let _ = match self {
            Self::Box { ink, rect: Rect { x, y, w, h }, radius } => write!(
                file,
                r#"<rect data-ink="{ink}" x="{x}" y="{y}" width="{w}" height="{h}" rx="{radius}"/>"#
            ),
            Self::Path { ink, d } => write!(file, r#"<path data-ink="{ink}" d="{d}"/>"#),
            Self::Glyph { ink, d, x, y, scale } => write!(
                file,
                r#"<path data-ink="{ink}" d="{d}" transform="translate({x} {y}) scale({scale})"/>"#
            ),
            Self::Circle { ink, x, y, r } => {
                write!(file, r#"<circle data-ink="{ink}" cx="{x}" cy="{y}" r="{r}"/>"#)
            }
            Self::Text { ink, x, y, anchor, text } => write!(
                file,
                r#"<text data-ink="{ink}" x="{x}" y="{y}" text-anchor="{}">{}</text>"#,
                anchor.name(),
                escaped(text)
            ),
        };
    }
}

/// The same with one path for all of an ink, so that there are fewer.
#[must_use]
pub fn joined(shapes: impl IntoIterator<Item = Shape>) -> Vec<Shape> {
    let mut joined: Vec<Shape> = Vec::new();
    for shape in shapes {
        let like = joined.iter_mut().find_map(|known| match (known, &shape) {
            (Shape::Path { ink, d }, Shape::Path { ink: other, d: more }) if ink == other => {
                Some((d, more))
            }
            _ => None,
        });
        match like {
            Some((d, more)) => d.to_mut().push_str(more),
            None => joined.push(shape),
        }
    }
    joined
}

/// Shapes one after the other.
pub fn all(shapes: &[Shape]) -> Html {
    shapes.iter().map(Shape::html).collect()
}

/// A text between tags or quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_one_ink_are_one() {
        let shapes =
            [path("a", "M0 0"), path("b", "M1 1"), text("a", 0.0, 0.0, "a"), path("a", "H9")];
        let [one, _, said] = &joined(shapes.clone())[..] else { panic!("three are left") };
        assert_eq!((one, said), (&path("a", "M0 0H9"), &shapes[2]));
    }

    #[test]
    fn a_name_cannot_leave_its_element() {
        let mut file = String::new();
        text("s", 1.0, 2.5, "<script>&\"").write(&mut file);
        assert_eq!(
            file,
            r#"<text data-ink="s" x="1" y="2.5" text-anchor="start">&lt;script&gt;&amp;&quot;</text>"#
        );
    }
}
