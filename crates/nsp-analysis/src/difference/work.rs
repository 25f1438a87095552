//! Comparing resource after resource, each kind of them explored once.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Compiled, Direction, Perimeter, Resource, ResourceId, Snapshot, State};

use super::changes::Changes;
use super::pieces::Pieces;
use super::sketched::Sketched;
use super::subject::Subject;
use super::{Asked, Difference, Differences, LeftOut, Why, associated, known};
use crate::cells::{Cells, Group, Kind, Scope, Shape, Side};

/// What was found out, for the next time.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) asked: Option<Asked>,
    estates: Option<[Snapshot; 2]>,
    /// What each resource was, in the order of the differences, one for both directions.
    subjects: Vec<Subject>,
    shapes: Vec<Arc<Explored>>,
}

/// What changes at every resource that is like one that was explored.
#[derive(Clone, Debug)]
struct Explored {
    subject: Subject,
    direction: Direction,
    kinds: Vec<Kind>,
    /// `None` where there is more than can be explored.
    shape: Option<Shape>,
}

impl Explored {
    fn group(&self, place: usize) -> Option<&Group> {
        self.shape.as_ref()?.groups.get(place)
    }
}

/// Estates that are being compared.
pub(super) struct Work<'c, 'l> {
    estates: [&'c Compiled; 2],
    /// What was found of estates that read alike.
    last: Option<&'l Differences>,
    /// Where in it the next resource is looked for.
    cursor: usize,
    found: Differences,
    pieces: Pieces,
    /// Those that are explored newly or further are no longer shared.
    shapes: Vec<Arc<Explored>>,
    /// The cells of each shape that was explored just now.
    asking: Vec<Option<Cells<'c>>>,
}

impl<'c, 'l> Work<'c, 'l> {
    pub(super) fn new(estates: [&'c Compiled; 2], last: Option<&'l Differences>) -> Self {
        let reads_alike = |last: &&Differences| {
            let known = last.known.estates.as_ref();
            known.is_some_and(|known| {
                known.iter().zip(estates).all(|(one, other)| alike(one, other.snapshot()))
            })
        };
        let last = last.filter(reads_alike);
        let shapes = last.map(|last| last.known.shapes.clone()).unwrap_or_default();
        let asking = shapes.iter().map(|_| None).collect();
        let found = Differences::default();
        Self { estates, last, cursor: 0, found, pieces: Pieces::default(), shapes, asking }
    }

    /// Compares all that is asked about.
    pub(super) fn done(mut self, asked: Asked) -> Differences {
        match &asked {
            Asked::States { resources, before, after } => {
                self.states(resources.as_deref(), *before, *after);
            }
            Asked::Estates => self.both(),
        }
        let estates = Some(self.estates.map(|it| it.snapshot().clone()));
        let known = &mut self.found.known;
        (known.asked, known.estates, known.shapes) = (Some(asked), estates, self.shapes);
        self.found
    }

    fn states(&mut self, resources: Option<&[ResourceId]>, before: Option<State>, after: State) {
        let [compiled, _] = self.estates;
        let all: Vec<ResourceId>;
        let resources = match resources {
            Some(resources) => resources,
            None => {
                all = associated(compiled);
                &all
            }
        };
        for resource in resources {
            let Some(before) = before.or_else(|| compiled.state_of(resource)) else {
                self.leave_out(resource, why_unknown([compiled], resource));
                continue;
            };
            if before != after {
                self.compare(resource, [before, after].map(|state| Side { compiled, state }));
            }
        }
    }

    fn both(&mut self) {
        let [before, after] = self.estates;
        let mut seen = BTreeSet::new();
        for resource in known(before).into_iter().chain(known(after)) {
            if !seen.insert(resource.clone()) {
                continue;
            }
            let sides = [before, after].map(|compiled| {
                let state = compiled.state_of(&resource).filter(|_| compiled.knows(&resource))?;
                Some(Side { compiled, state })
            });
            match sides {
                [Some(before), Some(after)] => self.compare(&resource, [before, after]),
                _ if self.estates.into_iter().all(|it| it.knows(&resource)) => {
                    self.leave_out(&resource, why_unknown(self.estates, &resource));
                }
                _ => self.leave_out(&resource, Why::OneSided),
            }
        }
    }

    fn leave_out(&mut self, resource: &ResourceId, why: Why) {
        self.found.left_out.push(LeftOut { resource: resource.clone(), why });
    }

    fn compare(&mut self, resource: &ResourceId, sides: [Side<'c>; 2]) {
        if let Some((subject, differences)) = self.taken_over(resource, sides) {
            self.found.resources.extend(differences);
            self.found.known.subjects.push(subject);
            return;
        }
        let [before, after] = sides;
        let is_one = core::ptr::eq(before.compiled, after.compiled);
        let first = before.compiled.stretches(resource);
        let second = if is_one { first } else { after.compiled.stretches(resource) };
        let subject = Subject::new(sides, resource, [first, second]);
        let is_cut = self.pieces.take([first, second], is_one);
        let changes = [Direction::Inbound, Direction::Outbound].map(|direction| {
            if is_cut || direction == Direction::Outbound {
                return self.sketched(&subject, sides, resource, direction);
            }
            let cells = Cells::new(before, after, resource, direction, Scope::Traffic);
            cells.is_whole().then(|| Changes::listed(cells.changes()))
        });
        let [Some(inbound), Some(outbound)] = changes else {
            return self.leave_out(resource, Why::TooManyCallers);
        };
        for (direction, changes) in [(Direction::Inbound, inbound), (Direction::Outbound, outbound)]
        {
            self.found.resources.push(Difference {
                resource: resource.clone(),
                direction,
                before: before.state,
                after: after.state,
                changes,
            });
        }
        self.found.known.subjects.push(subject);
    }

    /// What was found of a resource the last time, where nothing of it has changed.
    fn taken_over(
        &mut self,
        resource: &ResourceId,
        sides: [Side<'c>; 2],
    ) -> Option<(Subject, [Difference; 2])> {
        let last = self.last?;
        let pairs = last.resources.as_chunks::<2>().0;
        let behind = pairs.iter().skip(self.cursor);
        let is_it = |pair: &[Difference; 2]| {
            let [inbound, _] = pair;
            inbound.resource.as_str() == resource.as_str()
        };
        let at = self.cursor + behind.clone().position(is_it)?;
        self.cursor = at + 1;
        let subject = last.known.subjects.get(at)?;
        subject
            .is_unchanged(sides, resource)
            .then(|| pairs.get(at).cloned())?
            .map(|it| (subject.clone(), it))
    }

    /// What changes at the resource whose addresses are taken, after that of another like it; `None`
    /// where there is more than can be explored.
    fn sketched(
        &mut self,
        subject: &Subject,
        sides: [Side<'c>; 2],
        resource: &ResourceId,
        direction: Direction,
    ) -> Option<Changes> {
        let is_inbound = direction == Direction::Inbound;
        let kinds = if is_inbound { &self.pieces.kinds[..] } else { &[] };
        let explore = || {
            let kinds = kinds.iter().map(|(_, first, likenesses)| (*first, *likenesses));
            Cells::by_kind(sides, resource, direction, kinds)
        };
        let is_it = |explored: &Arc<Explored>| {
            explored.direction == direction
                && explored.kinds.iter().eq(kinds.iter().map(|(kind, ..)| kind))
                && explored.subject.is_like(subject)
        };
        let at = self.shapes.iter().position(is_it).unwrap_or_else(|| {
            let cells = explore();
            let kinds = kinds.iter().map(|(kind, ..)| *kind).collect();
            let (subject, shape) = (subject.clone(), cells.is_whole().then(|| cells.shape()));
            self.shapes.push(Arc::new(Explored { subject, direction, kinds, shape }));
            self.asking.push(Some(cells));
            self.shapes.len() - 1
        });
        let mut sketched = Sketched::new(resource, subject.profiles());
        if let Some((explored, asking)) = self.shapes.get_mut(at).zip(self.asking.get_mut(at)) {
            let groups = explored.shape.as_ref()?.groups.len();
            for place in 0..groups {
                let Some(group) = explored.group(place) else { continue };
                let (named, kinds) = (group.named, group.kinds);
                let sketches = |kinds| {
                    let known = explored.group(place)?.known(kinds);
                    if let Some(known) = known {
                        return Some(known.to_vec());
                    }
                    let cells = asking.get_or_insert_with(&explore);
                    let shape = Arc::make_mut(explored).shape.as_mut()?;
                    Some(shape.groups.get_mut(place)?.sketched(kinds, cells))
                };
                let pieces = is_inbound.then_some(&self.pieces);
                sketched.add(named, kinds, pieces, sketches);
            }
        }
        sketched.put_in_order();
        Some(Changes::sketched(sketched))
    }
}

/// Why the state of a resource is not known in some of the estates.
fn why_unknown<const N: usize>(estates: [&Compiled; N], resource: &ResourceId) -> Why {
    let in_doubt = |it: &Compiled| it.perhaps_associated(resource).next().is_some();
    if resource.is_symbolic() || estates.into_iter().any(in_doubt) {
        Why::Association
    } else {
        Why::AccessMode
    }
}

/// Whether nothing has changed that the traffic of every resource may depend on: what perimeters
/// are called and which others they reach, who is in them, and what is known of callers.
fn alike(one: &Snapshot, other: &Snapshot) -> bool {
    let perimeters = one.perimeters.iter().zip(&other.perimeters);
    let resources = one.resources.iter().zip(&other.resources);
    one.revision == other.revision
        && one.perimeters.len() == other.perimeters.len()
        && one.resources.len() == other.resources.len()
        && perimeters.clone().all(|(one, other)| Arc::ptr_eq(one, other) || reach_alike(one, other))
        && resources.clone().all(|(one, other)| Arc::ptr_eq(one, other) || call_alike(one, other))
        && one.service_tags == other.service_tags
}

fn reach_alike(one: &Perimeter, other: &Perimeter) -> bool {
    let members = |it: &Perimeter| it.associations.len();
    let mut associations = one.associations.iter().zip(&other.associations);
    one.id == other.id
        && one.guid == other.guid
        && one.links == other.links
        && members(one) == members(other)
        && associations.all(|(one, other)| one.resource.as_str() == other.resource.as_str())
}

fn call_alike(one: &Resource, other: &Resource) -> bool {
    one.id.as_str() == other.id.as_str()
        && one.location == other.location
        && one.tenant_id == other.tenant_id
}
