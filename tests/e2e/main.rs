//! The published page, used as a person uses it.
//!
//! `NSP_DIST` names the folder that `cargo xtask dist` wrote. It is served from a subfolder, by a
//! server that gives files and nothing else.

mod access;
mod breaks;
mod browser;
mod documents;
mod drawing;
mod edit;
mod embed;
mod examples;
mod expectations;
mod export;
mod first_screen;
mod flip;
mod gesture;
mod history;
mod keyboard;
mod layout;
mod matrix;
mod offline;
mod page;
mod privacy;
mod request;
mod review;
mod share;
mod site;
mod states;
mod storage;
