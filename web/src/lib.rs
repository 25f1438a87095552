//! The page: an estate, a request, and what Transition and Enforced answer.
//!
//! Nothing here decides: [`nsp_core`] does, and [`nsp_formats`] reads documents and puts answers
//! into words. Nothing here asks the network for anything.
#![allow(missing_docs, reason = "the page is a program; its parts are named after what they show")]

mod app;
mod panels;
mod state;
mod ui;
mod view;

pub use app::App;
