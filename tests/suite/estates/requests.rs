//! Requests of an estate.

use nsp_core::{
    Address, Authentication, Caller, Destination, Feature, Flow, Inbound, Outbound, Path,
    PerimeterId, Protocol, Reads, Region, Request, ResourceId, SubscriptionId, TenantId,
};

use super::{Dice, pools};

const FEATURES: [Feature; 6] = [
    Feature::ObjectReplication,
    Feature::LifecycleManagement,
    Feature::BlobInventory,
    Feature::VaultedBackup,
    Feature::UnmanagedDisks,
    Feature::CustomerManagedKeys,
];

/// A request of something in the pools: usually a storage account that the estate knows.
pub(crate) fn request(dice: &mut Dice) -> Request {
    let resource = match dice.up_to(19) {
        0..=15 => dice.one(pools::STORAGE_ACCOUNTS),
        16..=18 => dice.one(pools::OTHER_RESOURCES),
        _ => dice.one(pools::STRANGERS),
    };
    let flow = if dice.chance(75) {
        Flow::Inbound(inbound(dice))
    } else {
        Flow::Outbound(Outbound { destination: destination(dice) })
    };
    Request { resource: ResourceId::new(resource), flow, feature: dice.maybe(15, &FEATURES) }
}

fn inbound(dice: &mut Dice) -> Inbound {
    Inbound {
        path: path(dice),
        caller: caller(dice),
        authentication: match dice.up_to(9) {
            0..=5 => Some(Authentication::ManagedIdentity),
            6 => Some(Authentication::Entra),
            7 => Some(Authentication::Sas),
            8 => dice.maybe(50, &[Authentication::AccountKey, Authentication::Anonymous]),
            _ => None,
        },
        protocol: match dice.up_to(19) {
            0..=15 => Protocol::Https,
            16 | 17 => Protocol::Smb,
            18 => Protocol::Nfs,
            _ => Protocol::Sftp,
        },
        reads: dice.maybe(10, &[Reads::Logs, Reads::Metrics]),
    }
}

fn path(dice: &mut Dice) -> Path {
    match dice.up_to(24) {
        0..=18 => Path::Public,
        19 => Path::PrivateEndpoint,
        20 => Path::ControlPlane,
        21 => Path::StandardServiceEndpoint,
        _ => Path::ServiceEndpoint { subnet: ResourceId::new(dice.one(pools::SUBNETS)) },
    }
}

fn caller(dice: &mut Dice) -> Caller {
    let perimeters =
        if dice.chance(20) { dice.some(2, pools::PERIMETER_NAMES) } else { Vec::new() };
    Caller {
        address: match dice.up_to(19) {
            0 => Address::NotGiven,
            1..=4 => Address::Other,
            _ => Address::Given(dice.one(pools::ADDRESSES).parse().expect("an address")),
        },
        address_is_public: dice.chance(30),
        resource: calling_resource(dice),
        service: dice.maybe(20, pools::SERVICES).map(String::from),
        subscription: dice.maybe(40, pools::SUBSCRIPTIONS).map(SubscriptionId::new),
        tenant: dice.maybe(25, pools::TENANTS).map(TenantId::new),
        region: dice.maybe(40, pools::REGIONS).map(Region::new),
        perimeters: perimeters.into_iter().map(PerimeterId::new).collect(),
    }
}

fn calling_resource(dice: &mut Dice) -> Option<ResourceId> {
    let id = match dice.up_to(9) {
        0 => dice.one(pools::STORAGE_ACCOUNTS),
        1 | 2 => dice.one(pools::OTHER_RESOURCES),
        3 => dice.one(pools::STRANGERS),
        _ => return None,
    };
    Some(ResourceId::new(id))
}

fn destination(dice: &mut Dice) -> Destination {
    match dice.up_to(9) {
        0..=4 => Destination::Name(dice.one(pools::NAMES).to_owned()),
        5 | 6 => Destination::Resource(ResourceId::new(dice.one(pools::STORAGE_ACCOUNTS))),
        7 | 8 => Destination::Resource(ResourceId::new(dice.one(pools::OTHER_RESOURCES))),
        _ => Destination::Resource(ResourceId::new(dice.one(pools::STRANGERS))),
    }
}
