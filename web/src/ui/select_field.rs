//! A field for one of several values.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field::{Field, described_by};
use super::{Symbol, icon};

/// A value and what is shown for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: AttrValue,
    pub text: AttrValue,
}

#[derive(Properties, PartialEq)]
pub struct SelectFieldProps {
    pub id: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub wire: Option<AttrValue>,
    pub help: AttrValue,
    pub value: AttrValue,
    pub choices: Vec<Choice>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    pub on_change: Callback<AttrValue>,
}

/// A native select. A value that is not among the choices is shown as it is.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let node = use_node_ref();
    use_effect_with(
        (node.clone(), props.value.clone(), props.choices.clone()),
        |(node, value, _)| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        },
    );
    let onchange = props.on_change.reform(|event: Event| {
        AttrValue::from(event.target_unchecked_into::<HtmlSelectElement>().value())
    });
    let field = Field {
        id: &props.id,
        label: &props.label,
        wire: props.wire.as_ref(),
        help: &props.help,
        error: props.error.as_ref(),
    };
    field.around(html! {<>
        <select class="nsp-field__control" id={props.id.clone()} ref={node} {onchange}
            aria-describedby={described_by(&props.id, props.error.is_some())}
            aria-invalid={props.error.as_ref().map(|_| "true")}>
            <Options value={props.value.clone()} choices={props.choices.clone()} />
        </select>
        {icon(Symbol::Chevron)}
    </>})
}

#[derive(Properties, PartialEq)]
struct OptionsProps {
    value: AttrValue,
    choices: Vec<Choice>,
}

/// They may be a thousand, and are drawn again only when one of them or what is chosen changes.
#[component]
fn Options(props: &OptionsProps) -> Html {
    let foreign = (!props.choices.iter().any(|choice| choice.value == props.value))
        .then(|| Choice { value: props.value.clone(), text: props.value.clone() });
    let options = foreign.iter().chain(&props.choices).map(|choice| {
        html! {
            <option value={choice.value.clone()} selected={choice.value == props.value}>
                {choice.text.clone()}
            </option>
        }
    });
    html! { {for options} }
}
