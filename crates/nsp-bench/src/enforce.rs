//! What enforcing a large estate takes away, exactly, and again after an edit.
//!
//! The yardstick is the compilation of the estate, without which nothing can be asked at all.

use std::fmt;

use nsp_analysis::cells::{Change, Ends, Turn};
use nsp_analysis::difference::{Difference, Differences, of_states};
use nsp_analysis::{AddressSet, Prefix};
use nsp_core::{Compiled, Direction, Network, Snapshot, State};

use crate::limits::{RESOURCES, estate, race_editions, widen_a_rule};

/// Of so many resources one is compared with a plain computation of sets.
const SAMPLED: usize = 50;

/// How long each took, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The compilation of the estate.
    pub compile: f64,
    /// The report on the compiled estate.
    pub cold: f64,
    /// The report after an edit of one rule.
    pub after: f64,
    /// Permissions that are lost in all.
    pub lost: usize,
    /// Bytes that the report takes.
    pub bytes: usize,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { compile, cold, after, lost, bytes } = self;
        writeln!(f, "compile the estate  {compile:>8.2} ms")?;
        let ratio = cold / compile;
        writeln!(f, "report, cold        {cold:>8.2} ms   {ratio:.2} compilations; goal 160 ms")?;
        let share = 1e2 * after / cold;
        writeln!(
            f,
            "after one edit      {after:>8.2} ms   {share:.1} % of the cold one; goal 16 ms"
        )?;
        let megabytes = *bytes as f64 / 1e6;
        write!(f, "memory              {megabytes:>8.1} MB   {lost} permissions are lost")
    }
}

/// Checks every answer, then measures. `clock` gives milliseconds from any start.
///
/// # Panics
///
/// If a change is not what the engine says, if what is lost is not what the sets leave, or if the
/// report is another after an edit than anew.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> Row {
    let mut snapshot = estate();
    let before = Compiled::new(snapshot.clone());
    let report = |compiled: &Compiled| of_states(compiled, None, None, State::Enforced);
    let first = report(&before);
    let lost = check(&before, &first);
    let bytes = first.resources.iter().map(|it| it.changes.size() + size_of::<Difference>()).sum();
    widen_a_rule(&mut snapshot, "104.0.0.0/8");
    let edited = before.after(snapshot.clone());
    let second = first.after(&edited, &edited);
    assert!(second == report(&edited), "an edit changes the rest");
    assert!(second != first, "an edit changes something");
    let [compile, cold, after] = race_editions(
        clock,
        [&before, &edited],
        report,
        |last, compiled| last.after(compiled, compiled),
        |report| report.resources.len(),
    );
    Row { compile, cold, after, lost, bytes }
}

/// The engine says of every witness what the report says, and of some resources all that is lost
/// is what their own prefixes hold and those of their profiles do not.
fn check(compiled: &Compiled, report: &Differences) -> usize {
    assert_eq!(report.resources.len(), 2 * RESOURCES, "each resource, both ways");
    let mut lost = 0;
    for (at, difference) in report.resources.iter().enumerate() {
        let mut from = AddressSet::empty();
        for change in difference.changes.iter() {
            check_witness(compiled, difference, &change);
            if change.turn == Turn::Lost {
                lost += 1;
                if let Ends::Addresses(addresses) = &change.ends
                    && at % SAMPLED == 0
                {
                    from = from.union(addresses);
                }
            }
        }
        if at % SAMPLED == 0 {
            assert_eq!(difference.direction, Direction::Inbound, "every other one");
            assert!(!from.is_empty(), "something is lost");
            let [own, shared] = sets(compiled.snapshot(), at / 2);
            assert_eq!(from, own.difference(&shared), "what the sets leave");
        }
    }
    lost
}

fn check_witness(compiled: &Compiled, difference: &Difference, change: &Change) {
    let outcomes = [difference.before, difference.after]
        .map(|state| nsp_core::evaluate(compiled, &change.witness, state, &mut ()));
    assert_eq!(outcomes, [change.before, change.after], "the engine answers the same");
}

/// What the IP rules of a resource hold, and the prefixes of its profile.
fn sets(snapshot: &Snapshot, resource: usize) -> [AddressSet; 2] {
    let Some((resource, perimeter)) =
        snapshot.resources.get(resource).zip(snapshot.perimeters.first())
    else {
        return [AddressSet::empty(), AddressSet::empty()];
    };
    let own = match &resource.network {
        Network::Given { network_acls: Some(acls), .. } => acls.ip_rules.iter(),
        _ => [].iter(),
    };
    let association = perimeter.associations.iter().find(|it| it.resource == resource.id);
    let named = |name: &String| perimeter.profiles.iter().find(|it| it.name == *name);
    let profile = association.and_then(|association| named(&association.profile));
    let rules = profile.into_iter().flat_map(|profile| &profile.access_rules);
    let shared = rules.flat_map(|rule| &rule.address_prefixes);
    [own.filter_map(Prefix::of).collect(), shared.filter_map(Prefix::of).collect()]
}
