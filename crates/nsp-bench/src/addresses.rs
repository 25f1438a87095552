//! One address against many prefixes.
//!
//! Every contender answers the same question: the longest prefix that holds an address. Keys are
//! given by falling length, so that the smallest key, which [`nsp_core::PrefixIndex::first`] finds,
//! is the key of the longest prefix, which a trie finds.

mod contenders;
pub(crate) mod family;

use std::fmt;
use std::hint::black_box;
use std::net::{Ipv4Addr, Ipv6Addr};

use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;

use self::contenders::Contenders;
use self::family::Family;
use crate::race::{Contender, race};

/// Addresses looked up in one pass: more than a branch predictor can learn by heart.
const LOOKUPS: usize = 1 << 17;

/// The elements of a profile at Azure's limit.
const SMALL: usize = 200;

/// Small sets differ by chance, and so does the trie's luck with them: the mean of several counts.
const SMALL_SETS: u64 = 5;

/// The linear scan is too slow to be asked about all of them.
const LINEAR_LOOKUPS: usize = 1 << 6;

/// With more prefixes than this, the linear scan is asked about some boundaries only, and the trie
/// about all of them.
const LINEAR_CHECKED: usize = 10_000;

/// How long one lookup took each contender, in nanoseconds.
#[derive(Clone, Debug)]
pub struct Row {
    /// `IPv4` or `IPv6`.
    pub family: &'static str,
    /// How many prefixes there were.
    pub prefixes: usize,
    /// [`nsp_core::PrefixIndex::first`].
    pub first: f64,
    /// [`nsp_core::PrefixIndex::keys`].
    pub keys: f64,
    /// The iptrie crate's level-compressed trie.
    pub trie: f64,
    /// Sorted boundaries, binary search.
    pub bisection: f64,
    /// Every prefix in turn.
    pub linear: f64,
    /// How many times faster than the trie the index is to be; none for a size without a goal.
    pub goal: Option<f64>,
}

impl Row {
    /// How many times faster than the trie [`nsp_core::PrefixIndex::first`] was.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.trie / self.first
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { family, prefixes, first, keys, trie, bisection, linear, goal } = self;
        write!(
            f,
            "{family} {prefixes:>7} {first:>8.1} {keys:>8.1} {trie:>8.1} {bisection:>10.1} \
             {linear:>10.0}   {:.1}x",
            self.ratio()
        )?;
        match goal {
            Some(goal) => write!(f, ", goal {goal}x"),
            None => Ok(()),
        }
    }
}

/// The heading that goes over rows, as wide as they are.
pub const HEADING: &str =
    "     prefixes    first     keys   iptrie  bisection     linear   first against iptrie";

/// Checks every answer, then measures every size. `clock` gives milliseconds from any start.
///
/// # Panics
///
/// If two contenders disagree about an address.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> Vec<Row> {
    vec![
        row::<Ipv4Addr>(&clock, SMALL, Some(12.0)),
        row::<Ipv4Addr>(&clock, 10_000, Some(6.0)),
        row::<Ipv4Addr>(&clock, 100_000, Some(4.0)),
        row::<Ipv6Addr>(&clock, SMALL, Some(5.0)),
        row::<Ipv6Addr>(&clock, 100_000, Some(2.0)),
    ]
}

/// The rows at Azure's own limit, for a caller that compares two targets: in wasm the index may
/// take 2.2 times as long as natively.
///
/// # Panics
///
/// If two contenders disagree about an address.
#[must_use]
pub fn measure_small(clock: impl Fn() -> f64) -> Vec<Row> {
    vec![row::<Ipv4Addr>(&clock, SMALL, None), row::<Ipv6Addr>(&clock, SMALL, None)]
}

fn row<F: Family>(clock: &impl Fn() -> f64, prefixes: usize, goal: Option<f64>) -> Row {
    let sets = if prefixes < 1_000 { SMALL_SETS } else { 1 };
    let mut times = [0.0; 5];
    for set in 0..sets {
        let mut random = SmallRng::seed_from_u64(set);
        for (total, time) in times.iter_mut().zip(times_of::<F>(clock, prefixes, &mut random)) {
            *total += time / sets as f64;
        }
    }
    let [first, keys, trie, bisection, linear] = times;
    Row { family: F::NAME, prefixes, first, keys, trie, bisection, linear, goal }
}

/// Nanoseconds a lookup takes each contender in one random set of prefixes.
fn times_of<F: Family>(
    clock: &impl Fn() -> f64,
    prefixes: usize,
    random: &mut SmallRng,
) -> [f64; 5] {
    let contenders = Contenders::<F>::new(prefixes, random);
    let mut addresses: Vec<F> = Vec::with_capacity(LOOKUPS);
    while addresses.len() < LOOKUPS {
        addresses.extend(contenders.inside(random));
        addresses.push(contenders.outside(random));
    }
    // Without this, inside and outside would take turns, which a predictor learns.
    addresses.shuffle(random);
    check(&contenders, &addresses);

    let few = addresses.get(..LINEAR_LOOKUPS).unwrap_or(&addresses);
    let all = |pass| Contender { units: addresses.len(), pass };
    race(
        clock,
        [
            all(&|| each(&addresses, |address| contenders.first(address))),
            all(&|| each(&addresses, |address| contenders.how_many(address))),
            all(&|| each(&addresses, |address| contenders.trie(address))),
            all(&|| each(&addresses, |address| contenders.bisection(address))),
            Contender {
                units: few.len(),
                pass: &|| each(few, |address| contenders.linear(address)),
            },
        ],
    )
}

/// Asks about each address and keeps something of each answer. Four at a time, so that the loop
/// itself weighs little.
#[inline(always)]
fn each<F: Family>(addresses: &[F], lookup: impl Fn(F) -> Option<u32>) -> u64 {
    let (fours, _) = black_box(addresses).as_chunks::<4>();
    let mut kept = 0;
    for four in fours {
        for key in four.map(&lookup) {
            kept ^= u64::from(key.unwrap_or_default());
        }
    }
    kept
}

/// Asks every contender about the addresses and about every boundary with its neighbours.
fn check<F: Family>(contenders: &Contenders<F>, addresses: &[F]) {
    for address in addresses {
        agree(contenders, *address);
    }
    let nets = &contenders.nets;
    let every = if nets.len() > LINEAR_CHECKED { nets.len() / 100 } else { 1 };
    let boundaries = nets.iter().flat_map(|net| F::ends(*net)).flat_map(F::neighbourhood);
    for (place, address) in boundaries.enumerate() {
        agree(contenders, address);
        if place % every == 0 {
            let held: Vec<u32> = contenders.all_linear(address).collect();
            assert_eq!(contenders.index.keys(address.into()), held, "keys at {address:?}");
            assert_eq!(contenders.first(address), held.first().copied(), "first at {address:?}");
        }
    }
}

fn agree<F: Family>(contenders: &Contenders<F>, address: F) {
    let expected = contenders.trie(address);
    assert_eq!(contenders.first(address), expected, "first at {address:?}");
    assert_eq!(contenders.bisection(address), expected, "bisection at {address:?}");
}
