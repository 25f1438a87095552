//! The page: an estate, a request, and what Transition and Enforced answer.
//!
//! Nothing here decides: [`nsp_core`] does, and [`nsp_formats`] reads documents and puts answers
//! into words. Nothing here asks the network for anything.
#![allow(unreachable_pub, reason = "a program: whatever is public is so within it")]

mod app;
mod drawing;
mod embed;
mod examples;
mod offline;
mod panels;
mod parts;
mod route;
mod state;
mod ui;
mod view;

pub use app::App;
