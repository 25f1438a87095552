//! Cells part all traffic: every request lies in exactly one, and all of one end alike.

use std::net::IpAddr;

use nsp_analysis::cells::{Cell, Cells, Scope, Side, Value};
use nsp_core::{Address, Axis, Compiled, Direction, Flow, Request, Snapshot, State};

use super::{compile, shown};
use crate::estates::{self, Dice};

fn direction(request: &Request) -> Direction {
    match request.flow {
        Flow::Inbound(_) => Direction::Inbound,
        Flow::Outbound(_) => Direction::Outbound,
    }
}

/// Asks both sides, and says what the cell said.
#[track_caller]
fn assert_member(sides: [Side<'_>; 2], cell: &Cell, request: &Request, snapshot: &Snapshot) {
    let outcomes =
        sides.map(|side| nsp_core::evaluate(side.compiled, request, side.state, &mut ()));
    let states = sides.map(|side| side.state);
    let shown = || format!("{cell:#?} {states:?} {}", shown(snapshot, request));
    assert_eq!(outcomes, [cell.before, cell.after], "{}", shown());
}

#[track_caller]
fn the_cell<'c>(cells: &'c Cells<'_>, request: &Request, snapshot: &Snapshot) -> &'c Cell {
    let found: Vec<&Cell> = cells.holding(request).collect();
    assert_eq!(found.len(), 1, "{found:#?} {}", shown(snapshot, request));
    found[0]
}

/// Whether a calling resource is in its own subscription and of its own type.
fn can_be(request: &Request) -> bool {
    let Flow::Inbound(inbound) = &request.flow else { return true };
    let caller = &inbound.caller;
    let Some(resource) = &caller.resource else { return true };
    let (subscription, service) = (resource.subscription(), resource.resource_type());
    let elsewhere = subscription.is_some() && caller.subscription.is_some();
    let another = service.is_some() && caller.service.is_some();
    (!elsewhere || caller.subscription == subscription)
        && (!another || caller.service.as_deref() == service.as_deref())
}

/// A pair of sides: two states of one estate, or two estates.
fn sides<'c>(dice: &mut Dice, before: &'c Compiled, after: &'c Compiled) -> [Side<'c>; 2] {
    let side = |compiled, state| Side { compiled, state };
    match dice.up_to(3) {
        0 => [side(before, State::Learning), side(before, State::Enforced)],
        1 => [side(before, State::NotAssociated), side(before, State::Learning)],
        2 => [side(before, State::Learning), side(after, State::Learning)],
        _ => [side(before, dice.one(&State::ALL)), side(after, dice.one(&State::ALL))],
    }
}

#[test]
fn every_request_lies_in_one_cell_and_ends_as_it_says() {
    let (mut found, mut parted, mut corners) = (0, 0, 0);
    for round in 0..24 {
        let mut dice = Dice::of_round(round);
        let (snapshot, other) = (estates::estate(&mut dice), estates::estate(&mut dice));
        let (compiled, changed) = (compile(&snapshot), compile(&other));
        for _ in 0..4 {
            let first = estates::request(&mut dice);
            let sides = sides(&mut dice, &compiled, &changed);
            let [before, after] = sides;
            let scope = dice.one(&[Scope::Requests, Scope::Traffic]);
            let cells = Cells::new(before, after, &first.resource, direction(&first), scope);
            parted += usize::from(cells.iter().count() > 1);
            for _ in 0..40 {
                let mut request = estates::request(&mut dice);
                request.resource = first.resource.clone();
                if direction(&request) != direction(&first) {
                    continue;
                }
                let members = cells.holding(&request).count();
                if scope == Scope::Traffic && members == 0 {
                    continue;
                }
                found += 1;
                let cell = the_cell(&cells, &request, &snapshot);
                assert_member(sides, cell, &request, &snapshot);
            }
            for cell in cells.iter() {
                let witness = cells.witness(cell);
                let member = cells.member(cell, |count| dice.up_to(count - 1));
                for request in [&witness, &member] {
                    assert!(scope == Scope::Requests || can_be(request), "{request:#?}");
                    assert_eq!(the_cell(&cells, request, &snapshot), cell);
                    assert_member(sides, cell, request, &snapshot);
                }
                if cells.names(cell, Axis::Address) {
                    corners += 1;
                    for (from, to) in cells.addresses(cell).ranges() {
                        for address in [from, to] {
                            check_address(&cells, sides, cell, address, &member, &snapshot);
                        }
                    }
                }
            }
        }
    }
    assert!(found > 600 && parted > 40 && corners > 200, "{found} {parted} {corners}");
}

fn check_address(
    cells: &Cells<'_>,
    sides: [Side<'_>; 2],
    cell: &Cell,
    address: IpAddr,
    member: &Request,
    snapshot: &Snapshot,
) {
    let mut request = member.clone();
    Value::Address(Address::Given(address)).put(&mut request);
    if address.to_canonical() == address {
        assert!(cells.holds(cell, &request), "{address}");
        assert_member(sides, cell, &request, snapshot);
    }
}
