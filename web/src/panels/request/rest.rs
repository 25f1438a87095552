//! The fields that few requests need.

use nsp_core::{Feature, Reads};
use yew::prelude::*;

use super::choices::{choice, named, names, optional};
use super::control::{ControlProps, control};
use crate::state::{Draft, Estate, Field, FieldError, Shared};
use crate::ui::Choice;

pub(in crate::panels) const MORE_INBOUND: [Field; 11] = [
    Field::Path,
    Field::FromResource,
    Field::Service,
    Field::Subscription,
    Field::Tenant,
    Field::Region,
    Field::Perimeters,
    Field::Subnet,
    Field::AddressIsPublic,
    Field::Feature,
    Field::Reads,
];
const MORE_OUTBOUND: [Field; 1] = [Field::Feature];

#[derive(Clone, Properties, PartialEq)]
pub struct RestProps {
    pub draft: Draft,
    pub estate: Shared<Estate>,
    pub errors: Vec<FieldError>,
    pub on_change: Callback<(Field, AttrValue)>,
}

/// All of them that the direction has.
#[component]
pub fn Rest(props: &RestProps) -> Html {
    let RestProps { draft, estate, errors, on_change } = props;
    let fields: &[Field] = if draft.is_outbound() { &MORE_OUTBOUND } else { &MORE_INBOUND };
    let control = |field: &Field| {
        html! {
            <RestControl key={field.id()} field={*field} draft={draft.clone()}
                estate={estate.clone()} errors={errors.clone()} on_change={on_change.clone()} />
        }
    };
    html! {<>{ for fields.iter().map(control) }</>}
}

/// One of them, as the bar has its own.
#[component]
pub fn RestControl(props: &ControlProps) -> Html {
    let field = props.field;
    let offers = use_memo((field, props.estate.clone()), |(field, estate)| match field {
        Field::FromResource => names(estate.snapshot()).collect(),
        _ => Vec::new(),
    });
    control(props, words(field), choices(field), (*offers).clone())
}

/// The values of a field that takes one of several.
fn choices(field: Field) -> Option<Vec<Choice>> {
    match field {
        Field::Path => Some(
            [
                ("public", "Public endpoint"),
                ("private-endpoint", "Private endpoint"),
                ("service-endpoint", "Service endpoint"),
                ("standard-service-endpoint", "Standard service endpoint (preview)"),
                ("control-plane", "Control plane (Azure Resource Manager)"),
            ]
            .map(|(value, text)| choice(value, text))
            .into(),
        ),
        Field::AddressIsPublic => {
            let vouched = vec![choice("true", "The address is public")];
            Some(optional("Not vouched for", vouched))
        }
        Field::Feature => Some(optional("None in particular", named(feature))),
        Field::Reads => {
            let reads = named(|reads: Reads| match reads {
                Reads::Logs => "Log files",
                Reads::Metrics => "Metrics",
            });
            Some(optional("Data", reads))
        }
        _ => None,
    }
}

const fn feature(value: Feature) -> &'static str {
    match value {
        Feature::ObjectReplication => "Object replication",
        Feature::LifecycleManagement => "Lifecycle management",
        Feature::BlobInventory => "Blob inventory",
        Feature::VaultedBackup => "Vaulted backup",
        Feature::UnmanagedDisks => "Unmanaged disks",
        Feature::CustomerManagedKeys => "Customer-managed keys",
    }
}

/// What a field is called, and the line that says what it is for and what may be written in it.
const fn words(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Path => {
            ("Path", "Which way the request arrives. A private endpoint passes in every state.")
        }
        Field::FromResource => (
            "Calling resource",
            "A calling Azure resource, by name if it is in the estate, else by its id.",
        ),
        Field::Service => (
            "Calling service",
            "The caller’s resource type, such as `Microsoft.EventGrid/topics`. Decides whether it is a trusted service.",
        ),
        Field::Subscription => (
            "Caller’s subscription",
            "The subscription of the caller’s identity. Taken from the calling resource if empty.",
        ),
        Field::Tenant => {
            ("Caller’s tenant", "The caller’s Entra tenant. Empty: taken for the account’s own.")
        }
        Field::Region => (
            "Caller’s region",
            "Where the caller runs, such as `westeurope`. Empty: taken for another region.",
        ),
        Field::Perimeters => (
            "Caller’s perimeters",
            "Perimeters the caller is in beside those of the estate: GUIDs or ids, with commas between.",
        ),
        Field::Subnet => {
            ("Subnet", "The id of the subnet whose service endpoint carries the request.")
        }
        Field::AddressIsPublic => (
            "Address as Azure sees it",
            "Matters for a caller in the account’s region, whose address is usually private.",
        ),
        Field::Feature => {
            ("Feature", "What the request is about, where the storage article names limits for it.")
        }
        Field::Reads => {
            ("Reads", "The firewall’s `Logging` and `Metrics` exceptions let such reads through.")
        }
        _ => ("", ""),
    }
}
