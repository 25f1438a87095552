//! Questions over whole configurations.
//!
//! Nothing here knows where a snapshot came from or who will read the answer.
#![no_std]
