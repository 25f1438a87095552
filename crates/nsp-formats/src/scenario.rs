//! The scenario document: an estate, requests to it, and what is expected of them.
//!
//! Property names and values are Azure's; members of ARM's `properties` stand in the object itself.
//! Everything is kept as it was written: unknown members in `extra`, unknown values as text. What
//! the estate means is read off by [`Scenario::snapshot`].

pub mod advice;
mod check;
mod document;
pub mod edit;
mod edition;
mod find;
mod redact;
mod sample;
mod snapshot;
mod write;

pub(crate) use check::{limits, rule::expression};
pub(crate) use document::NOT_GIVEN;
pub use document::{MORE, is_page};
pub(crate) use write::refused;

pub use document::{
    AccessRule, Association, Caller, DiagnosticSetting, Encryption, Estate, Expectation, Expected,
    Identity, IpRule, KeyVaultProperties, Link, NetworkAcls, Perimeter, Profile, Reference,
    Request, Resource, ResourceAccessRule, Scenario, ServiceTag, Suppression, VirtualNetworkRule,
};
pub use edition::Edition;
pub use find::{NotFound, Resources, resource};
pub use sample::large_estate;

#[cfg(test)]
mod tests;
