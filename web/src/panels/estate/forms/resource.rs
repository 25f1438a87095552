//! A resource: its associations, then what is known of itself.

use nsp_core::ResourceId;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::super::about::{About, Name, Typed, given};
use super::super::read::associations_of;
use super::association::{AssociationFields, Membership};
use super::firewall::FirewallFields;
use super::perimeter::guid_remarks;
use super::{choice, text};
use crate::ui::{Button, ButtonKind, SelectField};

#[derive(Properties, PartialEq)]
pub(super) struct ResourceFormProps {
    pub(super) about: About,
    pub(super) id: ResourceId,
}

/// One that no document describes can be described: all of it is then assumed until it is set.
#[component]
pub(super) fn ResourceForm(props: &ResourceFormProps) -> Html {
    let about = &props.about;
    let associations = associations_of(&about.scenario, &props.id);
    let is_described = matches!(about.thing, Thing::Resource(_));
    let describe = {
        let about = about.clone();
        Callback::from(move |()| about.edit(Edit::Describe(about.thing)))
    };
    html! {<>
        if is_described {
            <Name about={about.clone()} help="Requests and associations follow a new name." />
        }
        if associations.is_empty() {
            <Membership about={about.clone()} id="profile" />
        }
        { for associations.iter().enumerate().map(|(ordinal, it)| html! {
            <AssociationFields key={ordinal} about={about.at(*it)} {ordinal} />
        }) }
        if is_described {
            <Properties about={about.clone()} />
        } else {
            <div class="nsp-form__wide nsp-form__note">
                <p>{"No document describes it, so its own firewall is not known."}</p>
                <Button label="Describe it" kind={ButtonKind::Line} on_press={describe} />
            </div>
        }
        <p class="nsp-form__wide nsp-form__fact"><span>{"Id "}</span><code>{props.id.as_str().to_owned()}</code></p>
        <p class="nsp-form__wide nsp-form__fact">
            {"Its type is part of the id and stays. For another type, delete it and add one with Add."}
        </p>
    </>}
}

#[derive(Properties, PartialEq)]
struct PropertiesProps {
    about: About,
}

#[component]
fn Properties(props: &PropertiesProps) -> Html {
    let about = &props.about;
    let thing = about.thing;
    let Thing::Resource(at) = thing else { return html! {} };
    let Some(resource) = about.scenario.estate.resources.get(at) else { return html! {} };
    let typed = |property: fn(Option<String>) -> Property| {
        Callback::from(move |text: AttrValue| Edit::Set(thing, property(given(&text))))
    };
    let access = [
        choice("", "Not given"),
        choice("Enabled", "Enabled from all networks"),
        choice("Disabled", "Disabled"),
        choice("SecuredByPerimeter", "Secured by perimeter"),
    ];
    let identities = [
        choice("", "Not given"),
        choice("None", "None"),
        choice("SystemAssigned", "System-assigned"),
        choice("UserAssigned", "User-assigned"),
        choice("SystemAssigned,UserAssigned", "System- and user-assigned"),
    ];
    let identity = resource.identity.as_ref().and_then(|it| it.identity_type.as_ref());
    let key = resource.encryption.as_ref().and_then(|it| it.key_vault_properties.as_ref());
    let is_storage =
        matches!(resource.id.as_deref(), Some(id) if ResourceId::new(id).is_storage_account());
    html! {<>
        <SelectField id="publicNetworkAccess" label="Public network access" wire="publicNetworkAccess"
            help="Counts until the association is Enforced." choices={access.to_vec()}
            value={text(resource.public_network_access.as_ref())}
            on_change={about.setting(|text| Property::PublicNetworkAccess(given(&text)))} />
        if is_storage || resource.network_acls.is_some() {
            <FirewallFields about={about.clone()} />
        }
        <SelectField id="identity" label="Managed identity" wire="identity"
            help="Only with one does it carry its subscription when it calls."
            choices={identities.to_vec()} value={text(identity)}
            on_change={about.setting(|text| Property::Identity(given(&text)))} />
        <Typed about={about.clone()} id="resource-location" label="Region" wire="location"
            help="Such as `westeurope`." value={text(resource.location.as_ref())}
            edit={typed(Property::Location)} />
        <Typed about={about.clone()} id="tenantId" label="Tenant" wire="tenantId"
            help="The Entra tenant of its subscription." value={text(resource.tenant_id.as_ref())}
            edit={typed(Property::TenantId)}
            remarks={Callback::from(|text: AttrValue| guid_remarks(&text))} />
        if is_storage {
            <Typed about={about.clone()} id="keyvaulturi" label="Key vault of its key"
                wire="keyvaulturi" help="Such as `https://kv.vault.azure.net/`. Empty: Microsoft’s key."
                value={text(key.and_then(|it| it.key_vault_uri.as_ref()))}
                edit={typed(Property::KeyVault)} />
        }
    </>}
}
