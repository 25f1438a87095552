//! What there is to say about a text while it is typed.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{Button, ButtonKind, Look, Symbol, icon, prose, verdict_mark};

/// How grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The text is not taken.
    Refused,
    /// It is taken, and may not do what is meant.
    Said,
    /// Good to know.
    Noted,
}

/// One thing to say about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub tone: Tone,
    pub message: AttrValue,
    /// What to write in its place on a press. Empty: nothing.
    pub replacement: Option<AttrValue>,
}

/// The remarks about a field in their order, each with its offer as a button: what a press does
/// with it, as a verb, and who is told. The field has the focus after it.
pub fn remark_list(
    field: &AttrValue,
    remarks: &[Remark],
    verb: &str,
    on_take: &Callback<AttrValue>,
) -> Html {
    let remark = |remark: &Remark| {
        let offer = remark.replacement.as_ref().map(|text| {
            let label = match text.as_str() {
                "" => "Take it out".to_owned(),
                text => format!("{verb} {text}"),
            };
            let on_press = {
                let (text, field, on_take) = (text.clone(), field.clone(), on_take.clone());
                Callback::from(move |()| {
                    on_take.emit(text.clone());
                    focus(&field);
                })
            };
            html! { <Button {label} kind={ButtonKind::Line} {on_press} /> }
        });
        html! {
            <li class="nsp-remark" data-tone={remark.tone.name()} key={remark.message.to_string()}>
                {remark.tone.mark()}
                <span class="nsp-remark__text">{prose(&remark.message)}</span>
                {offer}
            </li>
        }
    };
    html! {
        <ul class="nsp-remarks" id={remarks_id(field)} aria-live="polite">
            { for remarks.iter().map(remark) }
        </ul>
    }
}

/// The id of the list of remarks about a field.
pub(super) fn remarks_id(field: &str) -> String {
    format!("{field}-remarks")
}

fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let field = document.and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // Fails only where the field is not in the document.
        let _ = field.focus();
    }
}

impl Remark {
    /// What a text is not taken for, with nothing to take in its place.
    #[must_use]
    pub fn refused(message: impl Into<AttrValue>) -> Self {
        Self { tone: Tone::Refused, message: message.into(), replacement: None }
    }

    /// What counts as long as the text in the field does not.
    #[must_use]
    pub fn until_then(value: &str) -> Self {
        let message = match value {
            "" => "Until then nothing counts. Escape empties the field.".to_owned(),
            value => format!("Until then `{value}` counts. Escape brings it back."),
        };
        Self { tone: Tone::Noted, message: message.into(), replacement: None }
    }
}

/// Whether the text that this is said of is not taken.
#[must_use]
pub fn is_refused(remarks: &[Remark]) -> bool {
    remarks.iter().any(|remark| remark.tone == Tone::Refused)
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Said => "said",
            Self::Noted => "noted",
        }
    }

    fn mark(self) -> Html {
        match self {
            Self::Refused => verdict_mark(Look::Breaks),
            Self::Said | Self::Noted => icon(Symbol::Warn),
        }
    }
}
