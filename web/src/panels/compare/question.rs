//! The request in one line: who, how, to what.

use nsp_core::{Authentication, Protocol};
use nsp_formats::names::Named;
use yew::prelude::*;

use crate::panels::request::choices;
use crate::state::{Draft, Field};
use crate::ui::{Icon, Symbol};

#[derive(Properties, PartialEq)]
pub struct QuestionProps {
    pub draft: Draft,
}

/// "198.51.100.20 partner, SAS token → stweb over HTTPS".
#[component]
pub fn Question(props: &QuestionProps) -> Html {
    let draft = &props.draft;
    let code = |text: AttrValue| html! { <code>{text}</code> };
    let resource = draft.get(Field::Resource);
    let resource = resource.rsplit('/').next().unwrap_or_default().to_owned();
    let name = (!draft.name.is_empty()).then(|| html! { <span>{draft.name.clone()}</span> });
    if draft.is_outbound() {
        return html! {
            <p class="nsp-question">
                {code(resource.into())}
                <Icon symbol={Symbol::Arrow} />
                {code(draft.get(Field::OutboundTo))}{name}
            </p>
        };
    }
    let how = [
        Authentication::from_name(&draft.get(Field::Authentication)).map(choices::authentication),
        match draft.get(Field::Path).as_str() {
            "private-endpoint" => Some("private endpoint"),
            "service-endpoint" => Some("service endpoint"),
            "standard-service-endpoint" => Some("standard service endpoint"),
            "control-plane" => Some("control plane"),
            _ => None,
        },
    ];
    let how: Vec<&str> = how.into_iter().flatten().collect();
    let protocol = Protocol::from_name(&draft.get(Field::Protocol)).map(choices::protocol);
    html! {
        <p class="nsp-question">
            {caller(draft)}{name}
            if !how.is_empty() {
                <span>{how.join(", ")}</span>
            }
            <Icon symbol={Symbol::Arrow} />
            {code(resource.into())}
            if let Some(protocol) = protocol {
                <span>{"over "}{protocol}</span>
            }
        </p>
    }
}

/// The first thing known of the caller.
fn caller(draft: &Draft) -> Html {
    let said = [Field::From, Field::FromResource, Field::Service, Field::Subscription, Field::Subnet]
        .into_iter()
        .find_map(|field| draft.given(field));
    match said.as_deref() {
        Some("other") => html! { <span>{"Any other address"}</span> },
        Some(text) => {
            let short = if text.contains("/subscriptions/") { text.rsplit('/').next() } else { None };
            html! { <code>{short.unwrap_or(text).to_owned()}</code> }
        }
        None => html! { <span>{"A caller of whom no address is given"}</span> },
    }
}
