//! Associations of which it is not known whose they are.

use nsp_core::{AssociationRef, Compiled, ResourceId};

/// The associations that may be a resource's, each with the profile that it names.
pub(crate) fn in_doubt<'c>(
    compiled: &'c Compiled,
    resource: &ResourceId,
) -> impl Iterator<Item = (AssociationRef, &'c str)> {
    let perimeters = &compiled.snapshot().perimeters;
    compiled.perhaps_associated(resource).filter_map(|at| {
        let perimeter = perimeters.get(at.perimeter as usize)?;
        Some((at, perimeter.associations.get(at.association as usize)?.profile.as_str()))
    })
}
