//! What the two families of addresses do alike, each in its own cheapest types.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use iptrie::map::{LCTrieMap, RTrieMap};
use iptrie::{Ipv4Prefix, Ipv6Prefix};
use rand::RngExt;
use rand::rngs::SmallRng;

/// Of the trie's root, which holds what no prefix does.
pub(crate) const NO_KEY: u32 = u32::MAX;

/// An address, and all that is needed to look it up.
pub(crate) trait Family: Copy + Debug + Into<IpAddr> + 'static {
    const NAME: &'static str;

    /// The address as a number.
    type Number: Copy + Ord;
    type Net: Copy + Ord + Into<IpNet>;
    type Trie;
    /// A first and a last address, in the type that sorts fastest.
    type Span: Copy + Ord;

    /// A prefix such as rules have.
    fn random_net(random: &mut SmallRng) -> Self::Net;
    /// Any address that a prefix could be made for.
    fn random_address(random: &mut SmallRng) -> Self;
    fn random_host(net: Self::Net, random: &mut SmallRng) -> Self;

    fn number(self) -> Self::Number;
    /// This address with the one before and the one after.
    fn neighbourhood(self) -> [Self; 3];

    fn length(net: Self::Net) -> u8;
    fn ends(net: Self::Net) -> [Self; 2];
    fn is_held(self, net: &Self::Net) -> bool;
    fn span(net: Self::Net) -> Self::Span;

    /// The trie whose values are the places of the prefixes in `nets`.
    fn trie(nets: &[Self::Net]) -> Self::Trie;
    fn longest(self, trie: &Self::Trie) -> u32;
}

macro_rules! family {
    ($address:ty, $name:literal, $number:ty, $net:ident, $prefix:ty, $lengths:expr,
     $unicast:expr, $span:ty, $to_span:expr) => {
        impl Family for $address {
            const NAME: &'static str = $name;
            type Number = $number;
            type Net = $net;
            type Trie = LCTrieMap<$prefix, u32>;
            type Span = $span;

            fn random_net(random: &mut SmallRng) -> $net {
                let address = Self::random_address(random);
                $net::new_assert(address, random.random_range($lengths)).trunc()
            }

            fn random_address(random: &mut SmallRng) -> Self {
                Self::from_bits(random.random_range($unicast))
            }

            fn random_host(net: $net, random: &mut SmallRng) -> Self {
                Self::from_bits(
                    random.random::<$number>() & net.hostmask().to_bits() | net.network().to_bits(),
                )
            }

            #[inline(always)]
            fn number(self) -> $number {
                self.to_bits()
            }

            fn neighbourhood(self) -> [Self; 3] {
                let bits = self.to_bits();
                [bits.saturating_sub(1), bits, bits.saturating_add(1)].map(Self::from_bits)
            }

            fn length(net: $net) -> u8 {
                net.prefix_len()
            }

            fn ends(net: $net) -> [Self; 2] {
                [net.network(), net.broadcast()]
            }

            #[inline(always)]
            fn is_held(self, net: &$net) -> bool {
                net.contains(&self)
            }

            fn span(net: $net) -> $span {
                let [from, to] = Self::ends(net).map(Self::to_bits);
                $to_span(from, to)
            }

            fn trie(nets: &[$net]) -> Self::Trie {
                let mut trie = RTrieMap::with_root_and_capacity(NO_KEY, nets.len());
                for (net, key) in nets.iter().zip(0..) {
                    trie.insert(<$prefix>::from(*net), key);
                }
                trie.compress()
            }

            #[inline(always)]
            fn longest(self, trie: &Self::Trie) -> u32 {
                *trie.lookup(&self).1
            }
        }
    };
}

family!(
    Ipv4Addr,
    "IPv4",
    u32,
    Ipv4Net,
    Ipv4Prefix,
    16..=32,
    1 << 24..224 << 24,
    u64,
    |from: u32, to: u32| u64::from(from) << 32 | u64::from(to)
);
family!(
    Ipv6Addr,
    "IPv6",
    u128,
    Ipv6Net,
    Ipv6Prefix,
    32..=128,
    1 << 125..1 << 126,
    (u128, u128),
    |from: u128, to: u128| (from, to)
);
