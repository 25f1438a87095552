//! A resource with what is known of its own network rules.

use std::sync::Arc;

use nsp_core::{
    AccessMode, DefaultAction, Network, NetworkAcls, PublicNetworkAccess, Resource, ResourceId,
    State,
};
use yew::prelude::*;

use crate::ui::{Icon, Look, ModeMark, Symbol, state_name};

#[derive(Properties, PartialEq)]
pub struct ResourceCardProps {
    pub id: ResourceId,
    pub resource: Option<Arc<Resource>>,
    /// The access mode of its association, where it has one.
    #[prop_or_default]
    pub mode: Option<AccessMode>,
    /// The answer of Enforced, where the shown request is about it.
    pub asked: Option<Look>,
}

/// What the document leaves out is said to be absent, never filled in.
#[component]
pub fn ResourceCard(props: &ResourceCardProps) -> Html {
    let kind = props.id.resource_type().unwrap_or_default();
    let symbol = match kind.to_ascii_lowercase().as_str() {
        "microsoft.storage/storageaccounts" => Symbol::Store,
        "microsoft.keyvault/vaults" => Symbol::Vault,
        _ => Symbol::Resource,
    };
    html! {
        <article class="nsp-resource" data-asked={props.asked.map(Look::name)}
            aria-label={format!("Resource {}", props.id.name())}>
            <header class="nsp-resource__head">
                <Icon {symbol} />
                <h4><code>{props.id.name().to_owned()}</code></h4>
                <span class="nsp-resource__kind" title={props.id.as_str().to_owned()}>{type_name(&kind)}</span>
                if let Some(mode) = &props.mode {
                    {mode_pill(mode)}
                }
            </header>
            {facts(props.resource.as_deref())}
        </article>
    }
}

fn mode_pill(mode: &AccessMode) -> Html {
    let (state, wire) = match mode {
        AccessMode::Learning => (Some(State::Learning), "Learning"),
        AccessMode::Enforced => (Some(State::Enforced), "Enforced"),
        AccessMode::Audit => (Some(State::Audit), "Audit"),
        AccessMode::Unrecognized(text) => (None, text.as_str()),
    };
    html! {
        <span class="nsp-resource__mode" title={format!("accessMode {wire}")}>
            if let Some(state) = state {
                <ModeMark {state} />{state_name(state)}
            } else {
                <code>{wire.to_owned()}</code>
            }
        </span>
    }
}

fn facts(resource: Option<&Resource>) -> Html {
    let Some(resource) = resource else { return not_described() };
    let Network::Given { public_network_access, network_acls } = &resource.network else {
        return not_described();
    };
    let access = match public_network_access {
        Some(PublicNetworkAccess::Enabled) => html! { <dd>{"Enabled"}</dd> },
        Some(PublicNetworkAccess::Disabled) => html! { <dd>{"Disabled"}</dd> },
        Some(PublicNetworkAccess::SecuredByPerimeter) => html! { <dd>{"SecuredByPerimeter"}</dd> },
        Some(PublicNetworkAccess::Unrecognized(text)) => html! { <dd>{text.clone()}</dd> },
        None => html! { <dd class="nsp-resource__absent">{"absent"}</dd> },
    };
    html! {
        <dl class="nsp-resource__facts">
            <div><dt>{"publicNetworkAccess"}</dt>{access}</div>
            {identity(resource.managed_identity)}
            { network_acls.as_ref().map_or_else(no_firewall, firewall) }
        </dl>
    }
}

fn not_described() -> Html {
    html! { <p class="nsp-resource__absent">{"Known by its id only; its own firewall is not among the files."}</p> }
}

fn identity(managed: Option<bool>) -> Html {
    let text = match managed {
        Some(true) => "managed",
        Some(false) => "None",
        None => return html! {},
    };
    html! { <div><dt>{"identity"}</dt><dd>{text}</dd></div> }
}

fn no_firewall() -> Html {
    html! { <div><dt>{"networkAcls"}</dt><dd class="nsp-resource__absent">{"absent"}</dd></div> }
}

fn firewall(firewall: &NetworkAcls) -> Html {
    let action = match &firewall.default_action {
        Some(DefaultAction::Allow) => "Allow".to_owned(),
        Some(DefaultAction::Deny) => "Deny".to_owned(),
        Some(DefaultAction::Unrecognized(text)) => text.clone(),
        None => "absent".to_owned(),
    };
    let lists: [(&str, Vec<&str>); 4] = [
        ("ipRules", firewall.ip_rules.iter().map(|it| it.as_str()).collect()),
        ("ipv6Rules", firewall.ipv6_rules.iter().map(|it| it.as_str()).collect()),
        (
            "virtualNetworkRules",
            firewall.virtual_network_rules.iter().map(|it| it.id.name()).collect(),
        ),
        (
            "resourceAccessRules",
            firewall.resource_access_rules.iter().map(|it| it.resource_id.name()).collect(),
        ),
    ];
    let lists = lists.into_iter().filter(|(_, texts)| !texts.is_empty());
    html! {<>
        <div><dt>{"defaultAction"}</dt><dd>{action}</dd></div>
        <div><dt>{"bypass"}</dt><dd>{bypass(firewall)}</dd></div>
        { for lists.map(|(name, texts)| html! {
            <div class="nsp-resource__wide" key={name}><dt>{name}</dt><dd>{texts.join(" ")}</dd></div>
        }) }
    </>}
}

fn bypass(firewall: &NetworkAcls) -> String {
    let Some(bypass) = &firewall.bypass else { return "absent".to_owned() };
    let known = [
        (bypass.azure_services, "AzureServices"),
        (bypass.logging, "Logging"),
        (bypass.metrics, "Metrics"),
    ];
    let names: Vec<&str> = known
        .into_iter()
        .filter_map(|(on, name)| on.then_some(name))
        .chain(bypass.unrecognized.iter().map(String::as_str))
        .collect();
    if names.is_empty() { "None".to_owned() } else { names.join(", ") }
}

/// The portal's name of a type, or the type.
fn type_name(kind: &str) -> String {
    match kind.to_ascii_lowercase().as_str() {
        "microsoft.storage/storageaccounts" => "Storage account".to_owned(),
        "microsoft.keyvault/vaults" => "Key vault".to_owned(),
        _ => kind.to_owned(),
    }
}
