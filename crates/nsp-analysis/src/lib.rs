//! Questions over whole configurations.
//!
//! Nothing here knows where a snapshot came from or who will read the answer.
#![no_std]

extern crate alloc;

mod address_set;
pub mod cells;
mod cover;
pub mod difference;
pub mod flip;
mod in_doubt;
pub mod matrix;
pub mod mend;
mod prefix;
pub mod rollout;
pub mod room;

pub use address_set::{AddressCount, AddressSet};
pub use cover::{Cover, Covers};
pub use prefix::Prefix;
