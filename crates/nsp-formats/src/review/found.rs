//! What reading has found that is a matter of the configuration, not of its text.

use super::{Lint, Point, Review};
use crate::finding::Kind;
use crate::scenario::edit::Thing;

impl Review<'_> {
    pub(super) fn findings(&mut self) {
        for finding in self.scenario().findings() {
            let Some(lint) = Lint::of(&finding.kind) else { continue };
            let thing = Thing::around(&finding.pointer);
            self.add_at(thing, finding.pointer, Point::Found(lint, finding.kind));
        }
    }
}

impl Lint {
    /// The lint that a finding of this kind is; `None` for what is a matter of the text alone.
    #[must_use]
    pub fn of(kind: &Kind) -> Option<Self> {
        Some(match kind {
            Kind::HostBits { .. } => Lint::HostBits,
            Kind::NotPublic { .. } | Kind::NotAHost(_) => Lint::NeverMatches,
            Kind::Overlap { .. } => Lint::RedundantElement,
            Kind::NarrowIpRule(_) => Lint::NarrowIpRule,
            Kind::WrongFamily { .. } => Lint::WrongFamily,
            Kind::WrongDirection { .. } => Lint::WrongDirection,
            Kind::SeveralKinds(_) => Lint::SeveralKinds,
            Kind::DecidesNothing(_) | Kind::WrittenByAzure => Lint::DecidesNothing,
            Kind::EmptyRule => Lint::EmptyRule,
            Kind::MissingProfile(_) | Kind::LinkedProfile(_) | Kind::ForeignProfile(_) => {
                Lint::MissingProfile
            }
            Kind::SeveralAssociations { .. } => Lint::SeveralAssociations,
            Kind::NoLinkStatus => Lint::LinkNotApproved,
            Kind::OverLimit { .. } => Lint::OverLimit,
            Kind::NearLimit { .. } => Lint::NearLimit,
            Kind::BadName(_) | Kind::Duplicate { .. } => Lint::BadName,
            _ => return None,
        })
    }
}
