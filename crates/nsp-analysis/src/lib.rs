//! Questions over whole configurations.
//!
//! Nothing here knows where a snapshot came from or who will read the answer.
#![no_std]

extern crate alloc;

pub mod flip;
pub mod matrix;
mod prefix;

pub use prefix::Prefix;
