//! The estate in an outline, and what is picked of it in a form.

mod about;
mod act;
mod add;
mod forms;
mod node;
mod nodes;
mod outline;
mod panel;
mod read;
mod search;
mod wanted;

pub use panel::{EstatePanel, name_it};
