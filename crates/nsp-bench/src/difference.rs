//! The exact difference of two large sets of prefixes, and again after an edit.
//!
//! The yardsticks are the sort of both lists, below which nothing that takes them unsorted can go,
//! and the iprange crate. Every contender starts from prefixes and ends with the fewest prefixes
//! that exactly one of the two sets holds.

use std::fmt;
use std::hint::black_box;
use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use iprange::{IpNet as RangeNet, IpRange};
use nsp_analysis::{AddressSet, Prefix};
use rand::SeedableRng;
use rand::rngs::SmallRng;

use crate::addresses::family::Family;
use crate::race::{Contender, race_for};

/// Prefixes of each of the two sets.
const PREFIXES: usize = 100_000;

/// Edits measured in one pass.
const EDITS: usize = 200;

/// A linear scan is too slow to be asked about every prefix.
const LINEAR_CHECKED: usize = 100;

const ROUNDS: usize = 7;

/// How long each took, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// `IPv4` or `IPv6`.
    pub family: &'static str,
    /// The sort of both lists, each prefix as its first and last address.
    pub sort: f64,
    /// [`AddressSet`]: from prefixes to the prefixes of the symmetric difference.
    pub whole: f64,
    /// The iprange crate.
    pub iprange: f64,
    /// The sets and their difference after a prefix was added to one list.
    pub edit: f64,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { family, sort, whole, iprange, edit } = self;
        write!(
            f,
            "{family} {sort:>8.2} {whole:>8.2} {iprange:>8.1} {edit:>8.3}   {:.2} sorts, goal 2.5; \
             {:.0}x iprange, goal 40x; edit {:.1} %, goal 5 %",
            whole / sort,
            iprange / whole,
            1e2 * edit / whole,
        )
    }
}

/// The heading that goes over rows, as wide as they are.
pub const HEADING: &str = "         sort    whole  iprange     edit";

/// Checks every answer, then measures both families. `clock` gives milliseconds from any start.
///
/// # Panics
///
/// If two contenders disagree.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> [Row; 2] {
    [row::<Ipv4Addr, Ipv4Net>(&clock), row::<Ipv6Addr, Ipv6Net>(&clock)]
}

fn row<F, N>(clock: &impl Fn() -> f64) -> Row
where
    F: Family<Net = N>,
    N: RangeNet,
    IpNet: From<N>,
{
    let mut random = SmallRng::seed_from_u64(4);
    let mut nets = |count| (0..count).map(|_| F::random_net(&mut random)).collect::<Vec<N>>();
    let (one, two, edits) = (nets(PREFIXES), nets(PREFIXES), nets(EDITS));
    let [ours_one, ours_two, edits] = [&one, &two, &edits].map(|nets| prefixes(nets));
    check::<F, N>(&one, &two);

    let set = |prefixes: &[Prefix]| prefixes.iter().copied().collect::<AddressSet>();
    let (set_one, set_two) = (set(&ours_one), set(&ours_two));
    let difference = set_one.symmetric_difference(&set_two);
    let edits: Vec<AddressSet> = edits.into_iter().map(AddressSet::from).collect();
    let [spans_one, spans_two] =
        [&one, &two].map(|nets| nets.iter().map(|net| F::span(*net)).collect::<Vec<F::Span>>());
    let sorted = |spans: &[F::Span]| {
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        black_box(spans).len() as u64
    };
    let [sort, whole, iprange, edit] = race_for(
        ROUNDS,
        clock,
        [
            Contender { units: 1, pass: &|| sorted(&spans_one) + sorted(&spans_two) },
            Contender {
                units: 1,
                pass: &|| {
                    let difference = set(&ours_one).symmetric_difference(&set(&ours_two));
                    difference.prefixes().count() as u64
                },
            },
            Contender { units: 1, pass: &|| by_iprange(&one, &two).iter().count() as u64 },
            Contender {
                units: edits.len(),
                pass: &|| {
                    let mut changed = 0;
                    for edit in &edits {
                        let added = edit.difference(&set_one);
                        black_box(set_one.union(edit));
                        black_box(difference.symmetric_difference(&added));
                        changed += added.prefixes().count() as u64;
                    }
                    changed
                },
            },
        ],
    )
    .map(|nanoseconds| nanoseconds / 1e6);
    Row { family: F::NAME, sort, whole, iprange, edit }
}

/// The same by the iprange crate.
fn by_iprange<N: RangeNet>(one: &[N], two: &[N]) -> IpRange<N> {
    let [mut one, mut two] = [one, two].map(|nets| nets.iter().copied().collect::<IpRange<N>>());
    one.simplify();
    two.simplify();
    let mut difference = one.exclude(&two).merge(&two.exclude(&one));
    difference.simplify();
    difference
}

fn prefixes<N: Copy>(nets: &[N]) -> Vec<Prefix>
where
    IpNet: From<N>,
{
    nets.iter().map(|net| IpNet::from(*net).into()).collect()
}

/// Our prefixes are iprange's, and at the ends of prefixes and beside them the set says what a
/// linear scan of both lists says.
fn check<F, N>(one: &[N], two: &[N])
where
    F: Family<Net = N>,
    N: RangeNet,
    IpNet: From<N>,
{
    let [ours_one, ours_two] = [one, two].map(|nets| prefixes(nets).into_iter().collect());
    let ours = AddressSet::symmetric_difference(&ours_one, &ours_two);
    let theirs: Vec<N> = by_iprange(one, two).iter().collect();
    let mut theirs = prefixes(&theirs);
    theirs.sort_unstable();
    assert!(ours.prefixes().eq(theirs), "the prefixes of the difference");
    let some = one.iter().chain(two).step_by(LINEAR_CHECKED);
    for address in some.flat_map(|net| F::ends(*net)).flat_map(F::neighbourhood) {
        let held = |nets: &[N]| nets.iter().any(|net| address.is_held(net));
        assert_eq!(ours.contains(address.into()), held(one) != held(two), "at {address:?}");
    }
}
