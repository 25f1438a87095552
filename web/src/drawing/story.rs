//! What is told of something that is pointed at or in focus.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::layout::Rect;
use super::view::View;
use crate::ui::{figures, within};

#[derive(Properties, PartialEq)]
pub struct StoryProps {
    pub words: AttrValue,
    pub rect: Rect,
    pub view: View,
}

/// A line under what it is about. What is told here, the part's own name says to a screen reader.
#[component]
pub fn Story(props: &StoryProps) -> Html {
    let node = use_node_ref();
    let at = {
        let View { x, y, zoom } = props.view;
        let middle = (props.rect.x + props.rect.w / 2.0 - x) * zoom;
        (middle, (props.rect.bottom() - y) * zoom + 8.0)
    };
    use_effect_with((node.clone(), at, props.words.clone()), |(node, (x, y), _)| {
        let Some(element) = node.cast::<HtmlElement>() else { return };
        let canvas = element.offset_parent();
        let (width, height) = canvas.map_or((0, 0), |it| (it.client_width(), it.client_height()));
        let (own, tall) = (f64::from(element.offset_width()), f64::from(element.offset_height()));
        let left = within(x - own / 2.0, 8.0, (f64::from(width) - own - 8.0).max(8.0));
        let top = within(*y, 8.0, (f64::from(height) - tall - 8.0).max(8.0));
        for (name, value) in [("left", left), ("top", top)] {
            // Both are properties that every element has.
            drop(element.style().set_property(name, &figures("#px", &[value])));
        }
    });
    if props.words.is_empty() {
        return html! {};
    }
    html! { <div class="nsp-drawing__story" ref={node} aria-hidden="true">{props.words.clone()}</div> }
}
