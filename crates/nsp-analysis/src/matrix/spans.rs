//! From overlapping prefixes to the parts of the address space that the same prefixes hold.

use alloc::vec::Vec;
use core::cmp::Reverse;
use core::net::IpAddr;
use nsp_core::order;

use crate::prefix::{Prefix, address};

/// The addresses that IPv4-mapped IPv6 addresses take. Nobody calls from them: they are folded
/// into IPv4.
const MAPPED: (u128, u128) = (0xffff << 32, (0xffff << 32) | 0xffff_ffff);

/// Visits every part of the address space that some of the prefixes hold: by one of its addresses
/// and the places of the prefixes that hold it, the widest first.
///
/// Prefixes nest or are disjoint, so one pass over them, sorted, with a stack of the open ones is
/// enough. Equal prefixes are all there, in the order of their places.
pub(super) fn visit_parts(prefixes: &[Prefix], visit: &mut dyn FnMut(IpAddr, &[usize])) {
    let (mut four, mut six) = (Vec::with_capacity(prefixes.len()), Vec::new());
    for (at, prefix) in prefixes.iter().enumerate() {
        let span = Span { from: prefix.from(), to: prefix.to(), at };
        if prefix.is_ipv4() { four.push(span) } else { six.push(span) }
    }
    // A number of IPv4 and a wider-first tie-breaker fit in one word, which sorts fastest.
    let narrow = |it: &Span| (it.from << 32 | (u128::from(u32::MAX) - it.to)) as u64;
    order::sort_by_key(&mut four, narrow);
    order::sort_by_key(&mut six, |it| (it.from, Reverse(it.to)));
    family(&four, true, visit);
    family(&six, false, visit);
}

/// A prefix by its ends and its place.
#[derive(Clone, Copy)]
struct Span {
    from: u128,
    to: u128,
    at: usize,
}

fn family(sorted: &[Span], is_ipv4: bool, visit: &mut dyn FnMut(IpAddr, &[usize])) {
    let mut open: Vec<usize> = Vec::new();
    let mut ends: Vec<u128> = Vec::new();
    // Where the part that is open begins; meaningful while something is open.
    let mut from = 0;
    for span in sorted {
        while let Some(end) = ends.pop_if(|end| *end < span.from) {
            part(from, end, is_ipv4, &open, visit);
            open.pop();
            from = from.max(end.saturating_add(1));
        }
        if let Some(before) = span.from.checked_sub(1) {
            part(from, before, is_ipv4, &open, visit);
        }
        open.push(span.at);
        ends.push(span.to);
        from = span.from;
    }
    while let Some(end) = ends.pop() {
        part(from, end, is_ipv4, &open, visit);
        open.pop();
        match end.checked_add(1) {
            Some(next) => from = from.max(next),
            None => return,
        }
    }
}

/// One part, unless it is empty or nobody calls from it.
fn part(
    from: u128,
    to: u128,
    is_ipv4: bool,
    open: &[usize],
    visit: &mut dyn FnMut(IpAddr, &[usize]),
) {
    let mapped = !is_ipv4 && (MAPPED.0..=MAPPED.1).contains(&from);
    let from = if mapped { MAPPED.1 + 1 } else { from };
    if from <= to && !open.is_empty() {
        visit(address(from, is_ipv4), open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use alloc::string::{String, ToString};
    use nsp_core::AddressPrefix;

    fn parts(prefixes: &[&str]) -> Vec<(String, Vec<usize>)> {
        let read = |text: &&str| Prefix::of(&AddressPrefix::parse(text).unwrap()).unwrap();
        let prefixes: Vec<Prefix> = prefixes.iter().map(read).collect();
        let mut parts = Vec::new();
        visit_parts(&prefixes, &mut |from, open| parts.push((from.to_string(), open.to_vec())));
        parts
    }

    #[test]
    fn nested_prefixes_cut_the_one_around_them() {
        let found = parts(&["10.0.0.0/8", "10.1.0.0/16", "10.1.0.0/16", "192.0.2.1"]);
        let expected = [
            ("10.0.0.0", &[0][..]),
            ("10.1.0.0", &[0, 1, 2]),
            ("10.2.0.0", &[0]),
            ("192.0.2.1", &[3]),
        ];
        assert_eq!(found, expected.map(|(from, open)| (from.to_string(), open.to_vec())));
    }

    #[test]
    fn the_last_address_ends_the_space() {
        let found = parts(&["255.255.255.255", "0.0.0.0/0", "::/0"]);
        let expected = [("0.0.0.0", &[1][..]), ("255.255.255.255", &[1, 0]), ("::", &[2])];
        assert_eq!(found, expected.map(|(from, open)| (from.to_string(), open.to_vec())));
    }

    #[test]
    fn a_prefix_that_smaller_ones_fill_has_no_part() {
        let found = parts(&["192.0.2.0/31", "192.0.2.0", "192.0.2.1"]);
        let expected = [("192.0.2.0", &[0, 1][..]), ("192.0.2.1", &[0, 2])];
        assert_eq!(found, expected.map(|(from, open)| (from.to_string(), open.to_vec())));
    }

    #[test]
    fn nobody_calls_from_a_mapped_address() {
        let found = parts(&["::ffff:192.0.2.0/120", "::/0"]);
        let expected = [("::", &[1][..]), ("::1:0:0:0", &[1])];
        assert_eq!(found, expected.map(|(from, open)| (from.to_string(), open.to_vec())));
    }
}
