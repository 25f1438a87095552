//! Line drawings of the picture, 16 by 16, and the marks of states, 14 by 14.

use nsp_core::State;

use super::picture::{GroupKind, Kind};
use super::shape::{Shape, glyph};
use crate::ui::Symbol;

pub const LOCK: &str = "M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2";
pub const OPEN_LOCK: &str = "M4 7.5h8v6H4zM5.5 7.5V4.6a2.5 2.5 0 0 1 4.8-1";
pub const PLUS: &str = "M8 3.5v9M3.5 8h9";

const GLOBE: &str = "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM2.7 8h10.6M8 2.5c1.7 1.6 2.4 3.5 2.4 5.5S9.7 11.9 8 13.5C6.3 11.9 5.6 10 5.6 8S6.3 4.1 8 2.5z";
const PLUG: &str = "M5.5 2.5v3M10.5 2.5v3M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0zM8 12v2";
const KEY: &str = "M6 9.7a3 3 0 1 1 2.2-2.2l5 5v1.5h-2.2v-1.7h-1.7v-1.6zM5 5h.01";
const NAME: &str = "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5 8h6M8.8 5.8 11 8l-2.2 2.2";
const STAR: &str = "M8 3.5v9M4.1 5.75l7.8 4.5M11.9 5.75l-7.8 4.5";
const TAG: &str = "M2.5 3h5l6 6-4.5 4.5-6.5-6.5zM5.3 5.8h.01";
const SUBNET: &str = "M2.5 3.5h4v4h-4zM9.5 3.5h4v4h-4zM6 10h4v3.5H6zM4.5 7.5V9H8v1M11.5 7.5V9H8";

/// The drawing of a kind of rows.
#[must_use]
pub const fn of_group(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Addresses => GLOBE,
        GroupKind::ServiceTags => TAG,
        GroupKind::TrustedServices | GroupKind::Perimeters => Symbol::Trust.path(),
        GroupKind::PrivateEndpoints => PLUG,
        GroupKind::Subscriptions => KEY,
        GroupKind::Subnets => SUBNET,
        GroupKind::Names => NAME,
        GroupKind::EverythingElse => STAR,
        GroupKind::Instances | GroupKind::Callers | GroupKind::Resources => Symbol::Resource.path(),
    }
}

/// The drawing of a type of resource.
#[must_use]
pub const fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Storage => Symbol::Store.path(),
        Kind::Vault => Symbol::Vault.path(),
        Kind::Other => Symbol::Resource.path(),
    }
}

const RING: &str = "M7 2.25a4.75 4.75 0 1 0 0 9.5a4.75 4.75 0 0 0 0-9.5z";

/// The mark of a state: an empty, half, full or dashed circle.
#[must_use]
pub fn of_state(state: State, x: f64, y: f64) -> Vec<Shape> {
    match state {
        State::NotAssociated => vec![glyph("ring", RING, x, y, 1.0)],
        State::Learning => vec![
            glyph("ring", RING, x, y, 1.0),
            glyph("disc", "M7 4.2a2.8 2.8 0 0 1 0 5.6z", x, y, 1.0),
        ],
        State::Enforced => {
            vec![glyph("disc", "M7 1.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11z", x, y, 1.0)]
        }
        State::Audit => vec![glyph("ring broken", RING, x, y, 1.0)],
    }
}
