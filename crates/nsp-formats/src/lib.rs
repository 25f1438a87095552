//! Documents in, answers out.
//!
//! No rule of network security perimeters stands here: whatever decides is in `nsp-core`.

pub mod explain;
pub mod names;
pub mod report;
pub mod sources;
