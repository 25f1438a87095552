//! Several values, each of which is on or off.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::prose;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub value: AttrValue,
    pub text: AttrValue,
    pub on: bool,
}

#[derive(Properties, PartialEq)]
pub struct ChecksProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// Its name on the wire.
    #[prop_or_default]
    pub wire: Option<AttrValue>,
    #[prop_or_default]
    pub help: AttrValue,
    pub checks: Vec<Check>,
    /// A value was turned on or off.
    pub on_change: Callback<(AttrValue, bool)>,
}

/// Native checkboxes under one label.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let check = |check: &Check| {
        let onchange = {
            let (value, on_change) = (check.value.clone(), props.on_change.clone());
            Callback::from(move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                on_change.emit((value.clone(), on));
            })
        };
        html! {
            <label class="nsp-checks__one" key={check.value.to_string()}>
                <input class="nsp-checks__box" type="checkbox" checked={check.on} {onchange} />
                <span>{check.text.clone()}</span>
            </label>
        }
    };
    html! {
        <fieldset class="nsp-checks" data-field={props.id.clone()}>
            <legend class="nsp-field__label">
                {props.label.clone()}
                if let Some(wire) = &props.wire {
                    {" "}<code class="nsp-field__wire">{wire.clone()}</code>
                }
            </legend>
            <div class="nsp-checks__all">{ for props.checks.iter().map(check) }</div>
            if !props.help.is_empty() {
                <p class="nsp-field__help">{prose(&props.help)}</p>
            }
        </fieldset>
    }
}
