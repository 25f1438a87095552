//! A button.

use yew::prelude::*;

use super::{Symbol, icon};

/// How much a button asks for attention.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    #[default]
    Plain,
    Line,
    Main,
}

impl ButtonKind {
    /// The name in the styles.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Line => "line",
            Self::Main => "main",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// The name. Shown, unless `bare` leaves the icon alone.
    pub label: AttrValue,
    /// More about it, on hover.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub kind: ButtonKind,
    #[prop_or_default]
    pub icon: Option<Symbol>,
    #[prop_or_default]
    pub bare: bool,
    #[prop_or_default]
    pub disabled: bool,
    /// Sends the form it stands in.
    #[prop_or_default]
    pub submit: bool,
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// It stays pressed, or does not.
    #[prop_or_default]
    pub pressed: Option<bool>,
    #[prop_or_default]
    pub controls: Option<AttrValue>,
    #[prop_or_default]
    pub on_press: Callback<()>,
    /// Stands behind the label.
    #[prop_or_default]
    pub children: Html,
}

/// A native button: Enter and Space press it.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let onclick = props.on_press.reform(|_: MouseEvent| ());
    html! {
        <button class="nsp-button" data-kind={props.kind.name()} data-bare={props.bare.then_some("true")}
            type={if props.submit { "submit" } else { "button" }}
            disabled={props.disabled} {onclick}
            aria-label={props.bare.then(|| props.label.clone())}
            title={props.title.clone().or_else(|| props.bare.then(|| props.label.clone()))}
            aria-pressed={props.pressed.map(|pressed| pressed.to_string())}
            aria-expanded={props.expanded.map(|open| open.to_string())}
            aria-controls={props.controls.clone()}>
            if let Some(symbol) = props.icon {
                {icon(symbol)}
            }
            if !props.bare {
                <span class="nsp-button__label">{props.label.clone()}</span>
            }
            {props.children.clone()}
        </button>
    }
}
