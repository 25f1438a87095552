//! What is said to change changes, everywhere it is said to and nowhere beside.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nsp_analysis::cells::{
    Cells, Change, Ends, Permission, Scope, Side, Turn, Value, what_changes,
};
use nsp_core::{Address, Destination, Direction, Flow, Request, State};

use super::{compile, shown};
use crate::estates::{self, Dice};

/// What becomes of a request, by which permission.
fn change_of(sides: [Side<'_>; 2], request: &Request) -> Option<(Turn, Permission)> {
    let [before, after] =
        sides.map(|side| nsp_core::evaluate(side.compiled, request, side.state, &mut ()));
    what_changes(before, after)
}

/// The addresses just outside a range.
fn beside(from: IpAddr, to: IpAddr) -> Vec<IpAddr> {
    let step = |address: IpAddr, up: bool| -> Option<IpAddr> {
        Some(match address {
            IpAddr::V4(it) => {
                let bits = it.to_bits();
                Ipv4Addr::from_bits(if up { bits.checked_add(1) } else { bits.checked_sub(1) }?)
                    .into()
            }
            IpAddr::V6(it) => {
                let bits = it.to_bits();
                Ipv6Addr::from_bits(if up { bits.checked_add(1) } else { bits.checked_sub(1) }?)
                    .into()
            }
        })
    };
    [step(from, false), step(to, true)].into_iter().flatten().collect()
}

fn at(request: &Request, value: Value) -> Request {
    let mut request = request.clone();
    value.put(&mut request);
    request
}

/// One caller of each kind, whole: a witness leaves out what does not matter where it stands.
fn callers(change: &Change) -> impl Iterator<Item = Request> {
    change.callers.iter().map(|constraints| {
        let mut request = change.witness.clone();
        for value in constraints.iter().filter_map(|it| it.classes.first()).map(|it| &it.value) {
            value.put(&mut request);
        }
        request
    })
}

/// How many places were looked at inside and outside.
fn check(
    cells: &Cells<'_>,
    sides: [Side<'_>; 2],
    all: &[Change],
    change: &Change,
    shown: &dyn Fn(&Request) -> String,
) -> [usize; 2] {
    let own = Some((change.turn, change.permission));
    assert_eq!(change_of(sides, &change.witness), own, "{}", shown(&change.witness));
    assert!(!change.callers.is_empty());
    let (inside, outside): (Vec<Value>, Vec<Value>) = match &change.ends {
        Ends::Addresses(addresses) => {
            let ranges: Vec<(IpAddr, IpAddr)> = addresses.ranges().collect();
            assert!(!ranges.is_empty(), "nobody is concerned");
            let plain = |it: &IpAddr| it.to_canonical() == *it;
            let value = |it| Value::Address(Address::Given(it));
            let inside = ranges.iter().flat_map(|(from, to)| [*from, *to]);
            let outside = ranges.iter().flat_map(|(from, to)| beside(*from, *to));
            (inside.filter(plain).map(value).collect(), outside.filter(plain).map(value).collect())
        }
        Ends::Names(names) => {
            let named = names.listed.iter().filter(|it| !it.starts_with(['*', '/', '[']));
            let named = named.map(|it| Value::Destination(Destination::Name(it.clone())));
            let other = Value::Destination(Destination::Name("never.heard.invalid".to_owned()));
            match names.all_but {
                true => (vec![other], named.collect()),
                false => (named.collect(), vec![other]),
            }
        }
    };
    let mut asked = 0;
    for request in callers(change).filter(|it| cells.holding(it).count() == 1) {
        for value in &inside {
            let request = at(&request, value.clone());
            assert_eq!(change_of(sides, &request), own, "inside {value:?}: {}", shown(&request));
            asked += 1;
        }
    }
    // A witness that leaves out what does not matter where it stands may be another caller elsewhere.
    let is_traffic = cells.holding(&change.witness).count() == 1;
    let outside = if is_traffic { outside } else { Vec::new() };
    // Of one permission some callers may have these addresses and, with others, those.
    let elsewhere = |value: &Value| {
        let alike =
            all.iter().filter(|it| (it.turn, it.permission) == (change.turn, change.permission));
        let Value::Address(Address::Given(address)) = value else { return false };
        alike
            .into_iter()
            .any(|it| matches!(&it.ends, Ends::Addresses(set) if set.contains(*address)))
    };
    for value in outside.iter().filter(|value| !elsewhere(value)) {
        let request = at(&change.witness, value.clone());
        assert_ne!(change_of(sides, &request), own, "outside {value:?}: {}", shown(&request));
    }
    [asked, outside.len()]
}

#[test]
fn a_change_holds_at_every_end_of_what_it_names_and_not_beside() {
    let (mut changes, mut inside, mut outside) = (0, 0, 0);
    for round in 0..250 {
        let mut dice = Dice::of_round(round);
        let (snapshot, other) = (estates::estate(&mut dice), estates::estate(&mut dice));
        let (compiled, changed) = (compile(&snapshot), compile(&other));
        let resource = estates::request(&mut dice).resource;
        let side = |compiled, state| Side { compiled, state };
        let sides = match round % 3 {
            0 => [side(&compiled, State::Learning), side(&compiled, State::Enforced)],
            1 => [side(&compiled, State::NotAssociated), side(&compiled, State::Learning)],
            _ => [side(&compiled, State::Learning), side(&changed, State::Enforced)],
        };
        for direction in [Direction::Inbound, Direction::Outbound] {
            let cells = Cells::new(sides[0], sides[1], &resource, direction, Scope::Traffic);
            let found = cells.changes();
            for change in &found {
                let [within, beside] = check(&cells, sides, &found, change, &|request| {
                    format!("{change:#?} {sides:?} {}", shown(&snapshot, request))
                });
                inside += within;
                outside += beside;
            }
            for cell in cells.iter() {
                let Some(own) = what_changes(cell.before, cell.after) else { continue };
                let holds = |change: &&Change| match &change.ends {
                    Ends::Addresses(all) => cells.addresses(cell).is_subset(all),
                    Ends::Names(_) => matches!(change.witness.flow, Flow::Outbound(_)),
                };
                let named = found.iter().filter(|it| (it.turn, it.permission) == own);
                assert!(named.filter(holds).count() > 0, "{cell:#?} {found:#?}");
            }
            changes += found.len();
        }
    }
    assert!(changes > 500 && inside > 500 && outside > 200, "{changes} {inside} {outside}");
}
