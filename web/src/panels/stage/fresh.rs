//! What a plus of the picture adds.

use nsp_formats::scenario::edit::{Edit, New};
use nsp_formats::scenario::{Caller, Request, Scenario};

use super::find;
use crate::drawing::{GroupKind, Room};

/// The edit that adds to a place of the picture, with values to be written over.
pub(super) fn edit(room: &Room, scenario: &Scenario) -> Option<Edit> {
    Some(match room {
        Room::Row(kind) => Edit::Add(New::Source(Box::new(source(*kind, scenario)?))),
        Room::Frame => Edit::Add(New::Perimeter(Box::default())),
        Room::Lane(frame) => {
            let perimeter = find::perimeter(scenario, frame)?;
            Edit::Add(New::Profile(perimeter, Box::default()))
        }
        Room::Card(lane) => {
            use nsp_formats::scenario::edit::Thing;
            let what = Thing::Resource(scenario.estate.resources.len());
            let added = Edit::Add(New::Resource(Box::default()));
            match find::profile(scenario, lane) {
                Some((perimeter, profile)) => Edit::Several {
                    label: "Add a resource".to_owned(),
                    edits: vec![added, Edit::Associate { what, perimeter, profile }],
                },
                None => added,
            }
        }
    })
}

/// A saved source or destination of a kind.
fn source(kind: GroupKind, scenario: &Scenario) -> Option<Request> {
    let text = |text: &str| Some(text.to_owned());
    let named = |name: &str, from: Caller| Request {
        name: text(name),
        from: Some(from),
        ..Request::default()
    };
    let identity = |name: &str, from: Caller| Request {
        authentication: text("managed-identity"),
        ..named(name, Caller { address: text("other"), ..from })
    };
    let from = Caller::default();
    Some(match kind {
        GroupKind::Addresses | GroupKind::ServiceTags => {
            named("caller", Caller { address: text("198.51.100.1"), ..from })
        }
        GroupKind::TrustedServices => identity(
            "trusted service",
            Caller { service: text("Microsoft.EventGrid/topics"), ..from },
        ),
        GroupKind::Subscriptions => identity(
            "subscription",
            Caller { subscription: text("22222222-2222-2222-2222-222222222222"), ..from },
        ),
        GroupKind::Perimeters => identity(
            "other perimeter",
            Caller { perimeters: vec!["aaaaaaaa-0000-4000-8000-0000000000aa".to_owned()], ..from },
        ),
        GroupKind::Subnets => named("subnet", Caller { subnet: text(SUBNET), ..from }),
        GroupKind::Instances | GroupKind::Callers => {
            identity("calling resource", Caller { resource: text(CALLER), ..from })
        }
        GroupKind::PrivateEndpoints => Request {
            name: text("private endpoint"),
            path: text("private-endpoint"),
            resource: scenario.estate.resources.first()?.id.clone(),
            ..Request::default()
        },
        GroupKind::Names | GroupKind::EverythingElse | GroupKind::Resources => Request {
            name: text("destination"),
            outbound_to: text("api.partner.example"),
            ..Request::default()
        },
    })
}

const SUBNET: &str = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/apps";
const CALLER: &str = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-apps/providers/Microsoft.Web/sites/func-orders";
