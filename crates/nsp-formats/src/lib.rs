//! Documents in, answers out.
//!
//! No rule of network security perimeters stands here: whatever decides is in `nsp-core`.

mod apart;
mod arm;
pub mod bicep;
pub mod expectation;
pub mod explain;
pub mod finding;
mod json;
pub mod link;
pub mod locate;
pub mod names;
pub mod number;
mod origins;
pub mod report;
pub mod request;
pub mod review;
pub mod scenario;
pub mod sources;

pub use apart::Apart;
pub use arm::import;
