//! The way from the embedded page to the whole one.

use nsp_formats::link;
use yew::prelude::*;

use crate::examples::Example;
use crate::state::Session;
use crate::ui::{Symbol, icon};

#[derive(Properties, PartialEq)]
pub(super) struct OpenFullProps {
    pub(super) session: Session,
    /// What is shown, where that is an example as it came.
    pub(super) example: Option<Example>,
}

/// Opens in a new tab what is shown here, with every edit: the link itself holds it.
#[component]
pub(super) fn OpenFull(props: &OpenFullProps) -> Html {
    let Session { document, fired, picked, .. } = &props.session;
    let key = (document.scenario.clone(), fired.clone(), props.example);
    let held = use_memo(key, |_| match props.example {
        Some(example) => Ok(format!("example={}", example.slug)),
        None => link::encode(&props.session.written()),
    });
    let place = fired.iter().position(|it| Some(it.number) == *picked);
    let request = place.map(|place| format!("request={}", place + 1)).unwrap_or_default();
    let href = match &*held {
        Ok(fragment) if fragment.starts_with('#') => format!("./?{request}{fragment}"),
        Ok(example) => format!("./?{example}&{request}"),
        Err(too_long) => {
            return html! { <span class="nsp-embed__long">{too_long.to_string()}</span> };
        }
    };
    html! {
        <a class="nsp-button" data-kind="line" {href} target="_blank" rel="noopener">
            <span class="nsp-button__label">{"Open full"}</span>
            {icon(Symbol::Out)}
        </a>
    }
}
