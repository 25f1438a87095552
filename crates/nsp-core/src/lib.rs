//! What Azure would decide about one request under a network security perimeter, and why.
//!
//! Nothing here reads a file, a clock, an environment variable or a network; nothing here knows
//! JSON, ARM's shapes, logs, JavaScript or English. The configuration is a [`Snapshot`], kept as
//! written and [`Compiled`] for deciding; the question is a [`Request`] under a [`State`]; the
//! answer is a [`Decision`], whose [`Outcome`] implies the verdict and the log category.
#![no_std]

extern crate alloc;

mod address;
mod basis;
mod compiled;
mod derived;
mod evaluate;
mod far_ends;
mod firewall;
mod fqdn;
mod id;
mod legs;
mod look;
mod membership;
pub mod order;
mod outcome;
mod perhaps;
mod places;
mod prefix_index;
mod question;
mod request;
mod reserved;
mod resource;
mod revision;
mod rules;
mod snapshot;
mod stretch;
mod sweep;
mod trace;
mod trusted;

pub use address::{AddressPrefix, PrefixError};
pub use compiled::{AssociationRef, Compiled};
pub use derived::Derived;
pub use evaluate::{decide, evaluate};
pub use fqdn::FqdnPattern;
pub use id::{PerimeterId, Region, ResourceId, SubscriptionId, TenantId};
pub use legs::Leg;
pub use look::{Axis, Party};
pub use outcome::{
    Direction, Ground, LinkRef, LogCategory, Outcome, OwnGround, RuleRef, State, Verdict,
};
pub use places::{endpoints, types_with_endpoints};
pub use prefix_index::PrefixIndex;
pub use question::Question;
pub use request::{
    Address, Authentication, Caller, Destination, Feature, Flow, Inbound, Outbound, Path, Protocol,
    Reads, Request,
};
pub use reserved::{RESERVED, Reserved};
pub use resource::{
    Bypass, DefaultAction, Network, NetworkAcls, PublicNetworkAccess, Resource, ResourceAccessRule,
    VirtualNetworkRule,
};
pub use revision::Revision;
pub use snapshot::{
    AccessMode, AccessRule, Association, Link, LinkKind, LinkStatus, Perimeter, Profile,
    RuleDirection, ServiceTag, Snapshot,
};
pub use stretch::{Likeness, RuleLikeness, Stretches};
pub use sweep::Sweep;
pub use trace::{
    Assumption, Basis, By, Decision, DefaultActionSeen, Event, Match, Miss, Missing, Note, Source,
    Step, Support, Sureness, Witness,
};
pub use trusted::{TRUSTED_SERVICE_TYPES, trusts};
