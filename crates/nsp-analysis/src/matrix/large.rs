//! What a large estate takes, by name: who asks about small ones only need not carry it.

use nsp_core::Compiled;

use super::Detail;
use super::basis::Basis;
use super::collect::Collector;
use super::column::Permissions;

/// How the addresses of each permission are taken together.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByPermission {
    /// Adds the rows.
    pub(super) rows: fn(&mut Collector<'_>),
    /// Decides them at a resource.
    pub(super) decide: fn(&Compiled, &Basis) -> Permissions,
}

impl ByPermission {
    /// Where the detail asks for it.
    pub(super) fn of(detail: Detail) -> Option<Self> {
        let this = Self { rows: |it| it.permissions(), decide: Permissions::new };
        (detail == Detail::Permissions).then_some(this)
    }
}
