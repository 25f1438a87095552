//! The whole picture as a file that opens anywhere: SVG, or PNG at twice its size.

use nsp_core::State;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement};
use web_sys::{HtmlImageElement, Url};

use super::fold::{self, Folds};
use super::layout::{Scene, Slot, layout};
use super::measure::{Breadth, Density, Form, fit, width};
use super::picture::Picture;
use super::shape::{Shape, escaped, text, text_to};
use super::world::shown_rows;
use super::{legend, list, lit, names, paint_card, paint_edge, paint_frame, paint_group};
use crate::ui::state_name;

/// The picture as the text of an SVG file, with its shapes named by their ink and not yet coloured.
#[must_use]
pub fn drawn(picture: &Picture, density: Density) -> String {
    let scene = scene(picture, density);
    let mut file = opened(picture, scene.width, scene.height);
    write(&mut file, &shapes(picture, &scene));
    file + "</svg>"
}

/// The same under a title and the state it shows, over what its lines mean.
fn captioned(picture: &Picture, title: &str) -> String {
    const HEAD: f64 = 52.0;
    const EDGE: f64 = 26.0;
    const LINE: f64 = 24.0;
    let scene = scene(picture, Density::Roomy);
    let mut under = String::new();
    let (mut x, mut y) = (EDGE, HEAD + scene.height + 4.0);
    for (class, words) in legend::lines(picture) {
        let room = 44.0 + width(words, 12.0, false) + 24.0;
        if EDGE < x && scene.width - EDGE < x + room {
            (x, y) = (EDGE, y + LINE);
        }
        under += &format!(r#"<g transform="translate({x} {y})">"#);
        write(&mut under, &list::piece(class));
        write(&mut under, &[text("small", 44.0, 11.0, words)]);
        under += "</g>";
        x += room;
    }
    let state = state_name(picture.state);
    let room = scene.width - 2.0 * EDGE - width(state, 12.0, false) - 24.0;
    let head = [
        text("title", EDGE, 34.0, fit(title, room, 13.0, false)),
        text_to("small soft", scene.width - EDGE, 34.0, state),
    ];
    let mut file = opened(picture, scene.width, y + LINE + 12.0);
    write(&mut file, &head);
    file += &format!(r#"<g transform="translate(0 {HEAD})">"#);
    write(&mut file, &shapes(picture, &scene));
    file + "</g>" + &under + "</svg>"
}

fn scene(picture: &Picture, density: Density) -> Scene {
    let form = Form { density, breadth: Breadth::of(f64::INFINITY) };
    layout(picture, form, &Folds::default())
}

/// The beginning of a file that says what it shows.
fn opened(picture: &Picture, width: f64, height: f64) -> String {
    let title = escaped(&names::picture(picture));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title>{title}</title>"#
    )
}

fn write(file: &mut String, shapes: &[Shape]) {
    for shape in shapes {
        shape.write(file);
    }
}

/// The picture under the name of its state, for a page that has the styles.
#[must_use]
pub fn sheet(picture: &Picture) -> String {
    let state = state_name(picture.state);
    format!("<h2>{state}</h2>{}", drawn(picture, Density::Roomy))
}

/// Everything, from back to front, as on the page.
fn shapes(picture: &Picture, scene: &Scene) -> Vec<Shape> {
    const ALL: (f64, f64) = (f64::MIN, f64::MAX);
    let density = scene.form.density;
    let lit = lit::shapes(picture, scene);
    let mut shapes = Vec::new();
    let cards: Vec<_> = picture.cards().collect();
    for (frame, place) in picture.frames.iter().zip(&scene.frames) {
        shapes.extend(paint_frame::frame(frame, place, density));
        for (lane, place) in frame.lanes.iter().zip(&place.lanes) {
            shapes.extend(paint_frame::lane(lane, place, density));
            for card in &place.cards {
                shapes.extend(match card.what {
                    Slot::One(at) => cards
                        .get(at as usize)
                        .map_or_else(Vec::new, |it| paint_card::card(it, card.rect, density)),
                    Slot::More(count) => paint_card::more(format!("{count} more"), card.rect),
                });
            }
        }
    }
    shapes.extend(scene.links.iter().flat_map(|link| paint_edge::link(picture, link)));
    shapes.extend(lit.under);
    for bundle in &scene.bundles {
        shapes.extend(paint_edge::line(bundle, bundle.course.path(ALL)));
        shapes.extend(paint_edge::heads(bundle, ALL));
    }
    shapes.extend(lit.over);
    let rows: Vec<_> = picture.rows().collect();
    let sides = [(&picture.sources, &scene.sources), (&picture.destinations, &scene.destinations)];
    let mut next = 0;
    for (groups, boxes) in sides {
        for (group, place) in groups.iter().zip(boxes) {
            let first = next;
            next += group.rows.len();
            shapes.extend(paint_group::group(group, place, density));
            for row in &place.rows {
                shapes.extend(match row.what {
                    Slot::One(at) => rows.get(at as usize).map_or_else(Vec::new, |it| {
                        let broken = 0 < it.breaks && picture.state == State::Enforced;
                        paint_group::row(it, row.rect, density, broken)
                    }),
                    Slot::More(count) => {
                        let words = fold::row_words(group, count, shown_rows(place, first));
                        paint_card::more(words, row.rect)
                    }
                });
            }
        }
    }
    shapes.extend(scene.stubs.iter().flat_map(paint_edge::stub));
    shapes
}

/// The properties that say what a shape looks like, and what they are unless said.
const PROPERTIES: [(&str, &str); 12] = [
    ("fill", ""),
    ("fill-opacity", "1"),
    ("stroke", "none"),
    ("stroke-width", "1px"),
    ("stroke-opacity", "1"),
    ("stroke-dasharray", "none"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("font-family", ""),
    ("font-size", ""),
    ("font-weight", "400"),
    ("letter-spacing", "normal"),
];

/// The picture with a title as an SVG file in the light theme, its styles written out as attributes.
///
/// # Errors
///
/// Where the page has no document to measure styles in.
pub fn svg(picture: &Picture, title: &str) -> Result<String, JsValue> {
    let document = document()?;
    let workshop: HtmlElement = document.create_element("div")?.unchecked_into();
    for (name, value) in
        [("position", "fixed"), ("visibility", "hidden"), ("color-scheme", "light")]
    {
        workshop.style().set_property(name, value)?;
    }
    workshop.set_inner_html(&captioned(picture, title));
    document.body().ok_or("no body")?.append_child(&workshop)?;
    let resolved = resolve(&workshop);
    workshop.remove();
    resolved?;
    let file = workshop.inner_html();
    // A file has the background that the page's canvas has.
    let ground = r##"<rect width="100%" height="100%" fill="#f6f7f7"/><title>"##;
    Ok(file.replacen("<title>", ground, 1))
}

fn resolve(workshop: &Element) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let parts = workshop.query_selector_all("[data-ink]")?;
    for part in (0..parts.length()).filter_map(|place| parts.item(place)) {
        let part: Element = part.unchecked_into();
        let Some(style) = window.get_computed_style(&part)? else { continue };
        let is_text = part.tag_name() == "text";
        for (name, usual) in PROPERTIES {
            let value = style.get_property_value(name)?;
            let of_text = name.starts_with("font") || name.starts_with("letter");
            if value != usual && (is_text || !of_text) {
                let (value, opacity) = plain(&value);
                part.set_attribute(name, &value)?;
                if let Some(opacity) = opacity {
                    part.set_attribute(&format!("{name}-opacity"), &opacity)?;
                }
            }
        }
        part.remove_attribute("data-ink")?;
    }
    Ok(())
}

/// A colour as every program reads it, and its opacity where it has one.
fn plain(value: &str) -> (String, Option<String>) {
    let Some(inner) = value.strip_prefix("color(srgb ").and_then(|it| it.strip_suffix(')')) else {
        return (value.to_owned(), None);
    };
    let (colour, opacity) = match inner.split_once(" / ") {
        Some((colour, opacity)) => (colour, Some(opacity.to_owned())),
        None => (inner, None),
    };
    let parts = colour.split(' ').filter_map(|part| part.parse::<f64>().ok());
    let parts: Vec<String> = parts.map(|part| (part * 255.0).round().to_string()).collect();
    (format!("rgb({})", parts.join(", ")), opacity)
}

/// The picture as a PNG file, at twice its size.
///
/// # Errors
///
/// Where the browser cannot draw the file or hands out no canvas.
pub async fn png(picture: &Picture, title: &str) -> Result<Blob, JsValue> {
    let file = svg(picture, title)?;
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let parts = js_sys::Array::of1(&file.into());
    let address =
        Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&parts, &kind)?)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&address)?;
    decoded?;
    let canvas: HtmlCanvasElement = document()?.create_element("canvas")?.unchecked_into();
    canvas.set_width(image.natural_width() * 2);
    canvas.set_height(image.natural_height() * 2);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no canvas")?.unchecked_into();
    context.scale(2.0, 2.0)?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0)?;
    let made = js_sys::Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            // A rejection that nobody waits for is no error.
            drop(reject.call1(&JsValue::NULL, &error));
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

fn document() -> Result<web_sys::Document, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    window.document().ok_or_else(|| "no document".into())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_mixed_colour_is_written_plainly() {
        let mixed = plain("color(srgb 1 0.5 0 / 0.72)");
        assert_eq!(mixed, ("rgb(255, 128, 0)".to_owned(), Some("0.72".to_owned())));
        assert_eq!(plain("rgb(1, 2, 3)"), ("rgb(1, 2, 3)".to_owned(), None));
    }
}
