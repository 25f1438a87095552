//! How fast, against what: the ratios the project holds itself to.
//!
//! Answers are checked before anything is timed. Only ratios of contenders measured side by side
//! mean anything, so every row carries both. Nothing here reads a clock of its own: the caller
//! brings one, be it a computer's or a browser's.

pub mod addresses;
pub mod decision;
pub mod difference;
pub mod edit;
pub mod enforce;
mod limits;
pub mod matrix;
mod race;
