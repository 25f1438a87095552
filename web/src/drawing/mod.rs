//! The estate as a picture: what is drawn, where it stands, and the parts that draw it.
//!
//! A [`Picture`] is plain data of one state, which [`compose`] reads off the configuration and its
//! matrix. [`layout`] gives everything in it a place; what is drawn from that is SVG, and only
//! what is in view.

mod act;
mod answer;
mod canvas;
mod cards;
mod column;
mod compose;
mod ends;
mod export;
mod finish;
mod fold;
mod gesture;
mod glyph;
mod keep;
mod keys;
mod lanes;
mod layout;
mod legend;
mod lens;
mod list;
mod listen;
mod lit;
mod measure;
mod names;
mod order;
mod paint_card;
mod paint_edge;
mod paint_frame;
mod paint_group;
mod parts;
mod path;
mod paths;
mod picture;
mod ports;
mod rows;
mod scrubber;
mod seek;
mod shape;
mod sized;
mod split;
mod spot;
mod story;
#[cfg(test)]
mod tests;
mod view;
mod ways;
mod wire;
mod world;
mod zoom;

pub use act::{Act, Room, Target};
pub use canvas::Drawing;
pub use compose::{Composer, compose};
pub use export::{png, sheet, svg};
pub use keys::LIST as KEYS;
pub use legend::legend;
pub use list::ResourceList;
pub use picture::{GroupKind, Picture};
pub use scrubber::Scrubber;
pub use split::{Side, Split, SplitProps};
