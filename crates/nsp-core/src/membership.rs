//! Same perimeter, and perimeter links: what an identity lets through.

use crate::basis;
use crate::compiled::Compiled;
use crate::id::{PerimeterId, is_symbolic};
use crate::look::Party;
use crate::outcome::LinkRef;
use crate::question::{PerimeterName, Question};
use crate::snapshot::{Link, LinkStatus};
use crate::trace::{Basis, By, Event, Match, Miss, Missing, Step, Witness};

/// Which side of a link must name the profile of the resource that is called.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// Inbound: the profiles on the target's side decide.
    Profile(&'a str),
    /// Outbound: every profile.
    Every,
}

impl Compiled {
    /// A perimeter by one of its names.
    pub(crate) fn perimeter_named<'n>(&self, name: &'n PerimeterId) -> PerimeterName<'n> {
        match self.perimeter(name) {
            Some(known) => PerimeterName::Known(known),
            None => PerimeterName::Outside(name),
        }
    }

    /// Whether a named perimeter is the one at a place.
    pub(crate) fn is_perimeter(&self, name: PerimeterName<'_>, place: u32) -> Match {
        self.are_same_perimeter(name, PerimeterName::Known(place))
    }

    /// Whether a name and the name of another perimeter are of one perimeter.
    ///
    /// Nobody knows the GUID of a perimeter that a template makes: a GUID that is no other
    /// perimeter's may be its. One of which neither id nor GUID is known may be any.
    pub(crate) fn is_same_perimeter(&self, name: &PerimeterId, other: PerimeterName<'_>) -> Match {
        self.are_same_perimeter(self.perimeter_named(name), other)
    }

    fn are_same_perimeter(&self, one: PerimeterName<'_>, other: PerimeterName<'_>) -> Match {
        let same = match (one, other) {
            (PerimeterName::Known(a), PerimeterName::Known(b)) => {
                if self.is_nameless(a) || self.is_nameless(b) {
                    return Match::Undecided(Missing::SymbolicValue);
                }
                a == b
            }
            (PerimeterName::Outside(a), PerimeterName::Outside(b)) => {
                if a.is_symbolic() || b.is_symbolic() {
                    return Match::Undecided(Missing::SymbolicValue);
                }
                if a.is_resource_id() != b.is_resource_id() && self.places.has_nameless() {
                    return Match::Undecided(Missing::PerimeterGuid);
                }
                a == b
            }
            (PerimeterName::Known(known), PerimeterName::Outside(id))
            | (PerimeterName::Outside(id), PerimeterName::Known(known)) => {
                if id.is_symbolic() || id.is_resource_id() && self.is_nameless(known) {
                    return Match::Undecided(Missing::SymbolicValue);
                }
                if !id.is_resource_id() && !self.has_guid(known) {
                    return Match::Undecided(Missing::PerimeterGuid);
                }
                false
            }
        };
        if same { Match::Matches(By::Itself) } else { Match::Misses(Miss::NotInPerimeter) }
    }

    /// The names of the perimeter at the far end of a link.
    fn far_end(
        &self,
        LinkRef { perimeter, link }: LinkRef,
    ) -> impl Iterator<Item = PerimeterName<'_>> {
        let perimeters = &self.snapshot().perimeters;
        let links = perimeters.get(perimeter as usize).map(|it| &it.links);
        let written = links.and_then(|links| links.get(link as usize)).map(|it| &it.remote);
        let known = self.far_ends.of_link(perimeter, link);
        written.into_iter().flatten().zip(known).map(|(name, known)| match known {
            Some(known) => PerimeterName::Known(*known),
            None => PerimeterName::Outside(name),
        })
    }

    fn has_guid(&self, perimeter: u32) -> bool {
        let perimeter = self.snapshot().perimeters.get(perimeter as usize);
        perimeter.is_some_and(|it| it.has_guid())
    }

    /// Whether neither id nor GUID of a perimeter is known.
    pub(crate) fn is_nameless(&self, perimeter: u32) -> bool {
        let perimeter = self.snapshot().perimeters.get(perimeter as usize);
        self.places.has_nameless() && perimeter.is_some_and(|it| it.is_nameless())
    }

    /// Whether the far end of a link is a perimeter. Its names are all of one perimeter, so that
    /// one that is certain decides.
    pub(crate) fn reaches(&self, link: LinkRef, perimeter: PerimeterName<'_>) -> Match {
        let mut found = Match::Misses(Miss::OtherPerimeter);
        let mut certain_miss = false;
        for remote in self.far_end(link) {
            let tried = self.are_same_perimeter(remote, perimeter);
            certain_miss |= matches!(tried, Match::Misses(_));
            if better(&tried, &found) {
                found = tried;
            }
        }
        match found {
            Match::Undecided(_) if certain_miss => Match::Misses(Miss::OtherPerimeter),
            found => found,
        }
    }
}

impl Question<'_> {
    /// Are both sides in one perimeter, and does the caller prove it by a managed identity?
    pub(crate) fn same_perimeter<W: Witness>(&self, perimeter: u32, witness: &mut W) -> Match {
        if W::EXPLORES {
            self.looks_at_member(Party::Perimeter(perimeter), witness);
        }
        let found = self.with_identity(self.membership(perimeter));
        witness.saw(Step {
            event: Event::SamePerimeter(found.clone()),
            basis: self.identity_basis(&found, basis::SAME_PERIMETER),
        });
        found
    }

    /// Is there a link in force between the resource's perimeter and one of the other side's?
    pub(crate) fn linked<W: Witness>(
        &self,
        perimeter: u32,
        scope: Scope<'_>,
        witness: &mut W,
    ) -> (Match, Option<LinkRef>) {
        if W::EXPLORES {
            self.looks_at_links(perimeter, scope, witness);
        }
        let mut found = Match::Misses(Miss::Empty);
        let mut by = None;
        for (at, entry, near, reach) in self.links_between(perimeter) {
            let tried = self.with_identity(try_link(entry, scope, near).and(reach));
            witness.saw(Step { event: Event::TriedLink(at, tried.clone()), basis: basis::LINK });
            if better(&tried, &found) {
                by = matches!(tried, Match::Matches(_)).then_some(at);
                found = tried;
            }
        }
        witness.saw(Step {
            event: Event::Links(found.clone()),
            basis: self.identity_basis(&found, basis::LINK),
        });
        (found, by)
    }

    /// Which memberships of the other side the links are about: only those of links that could let
    /// it in, up to the first that does.
    fn looks_at_links<W: Witness>(&self, perimeter: u32, scope: Scope<'_>, witness: &mut W) {
        let perimeters = || (0..).zip(&self.compiled.snapshot().perimeters);
        let own = perimeters().filter(|(holder, _)| *holder == perimeter);
        let others = perimeters().filter(|(holder, _)| *holder != perimeter);
        for (holder, written) in own.chain(others) {
            let near = holder == perimeter;
            for (at, link) in (0..).zip(&written.links) {
                let mut tried = try_link(link, scope, near);
                let party = if near {
                    Party::BehindLink(LinkRef { perimeter: holder, link: at })
                } else {
                    let own = PerimeterName::Known(perimeter);
                    let at = LinkRef { perimeter: holder, link: at };
                    tried = tried.and(self.compiled.reaches(at, own));
                    Party::Perimeter(holder)
                };
                if matches!(tried, Match::Misses(_)) {
                    continue;
                }
                if matches!(tried.and(self.looks_at_member(party, witness)), Match::Matches(_)) {
                    return;
                }
            }
        }
    }

    /// Whether any link between the two sides is approved, whatever its scope.
    pub(crate) fn has_approved_link(&self, perimeter: u32) -> bool {
        self.links_between(perimeter).any(|(_, entry, _, reach)| {
            entry.status == LinkStatus::Approved && matches!(reach, Match::Matches(_))
        })
    }

    /// Every link or link reference that joins, or may join, the perimeter to one of the other
    /// side's, with whether it hangs at the resource's own end.
    fn links_between(&self, perimeter: u32) -> impl Iterator<Item = (LinkRef, &Link, bool, Match)> {
        let perimeters = &self.compiled.snapshot().perimeters;
        let own = (perimeter, true, Match::Matches(By::Itself));
        let others = (0..).zip(perimeters).filter_map(move |(holder, _)| {
            let member = self.membership(holder);
            let apart = holder != perimeter && !matches!(member, Match::Misses(_));
            apart.then_some((holder, false, member))
        });
        core::iter::once(own).chain(others).flat_map(move |(holder, near, member)| {
            let links = perimeters.get(holder as usize).map_or(&[][..], |it| &it.links);
            (0..).zip(links).filter_map(move |(at, link)| {
                let at = LinkRef { perimeter: holder, link: at };
                let reach = if near {
                    self.reaches_other_side(at)
                } else {
                    self.compiled.reaches(at, PerimeterName::Known(perimeter)).and(member.clone())
                };
                let joins = !matches!(reach, Match::Misses(_));
                joins.then_some((at, link, near, reach))
            })
        })
    }

    fn reaches_other_side(&self, link: LinkRef) -> Match {
        let mut found = Match::Misses(Miss::OtherPerimeter);
        for name in &self.other_side.perimeters {
            let tried = self.compiled.reaches(link, *name);
            if better(&tried, &found) {
                found = tried;
            }
        }
        found
    }

    /// What a match is worth once the caller's authentication is looked at.
    pub(crate) fn with_identity(&self, found: Match) -> Match {
        match (&found, self.managed) {
            (Match::Misses(_), _) | (_, Some(true)) => found,
            (_, Some(false)) => Match::Misses(Miss::NotManagedIdentity),
            (_, None) => Match::Undecided(Missing::ManagedIdentity),
        }
    }

    fn identity_basis(&self, found: &Match, documented: Basis) -> Basis {
        match found {
            Match::Misses(Miss::NotManagedIdentity) => basis::NO_IDENTITY,
            _ => documented,
        }
    }
}

fn try_link(link: &Link, scope: Scope<'_>, near: bool) -> Match {
    if let Scope::Profile(profile) = scope {
        let profiles =
            if near { &link.local_inbound_profiles } else { &link.remote_inbound_profiles };
        if !profiles.iter().any(|it| it == "*" || it.eq_ignore_ascii_case(profile)) {
            let doubtful = profiles.iter().any(|it| is_symbolic(it));
            let scope = if doubtful {
                Match::Undecided(Missing::SymbolicValue)
            } else {
                Match::Misses(Miss::ProfileNotLinked)
            };
            return scope.and(in_force(link));
        }
    }
    in_force(link)
}

fn in_force(link: &Link) -> Match {
    match link.status {
        LinkStatus::Approved => Match::Matches(By::Itself),
        LinkStatus::NotGiven | LinkStatus::Unrecognized(_) => Match::Undecided(Missing::LinkStatus),
        LinkStatus::Pending | LinkStatus::Rejected | LinkStatus::Disconnected => {
            Match::Misses(Miss::NotApproved)
        }
    }
}

/// A match beats a doubt, a doubt beats a miss, and the first of its kind stays.
pub(crate) fn better(new: &Match, old: &Match) -> bool {
    let rank = |found: &Match| match found {
        Match::Matches(_) => 3,
        Match::Undecided(_) => 2,
        Match::Misses(Miss::Empty) => 0,
        Match::Misses(_) => 1,
    };
    rank(new) > rank(old)
}
