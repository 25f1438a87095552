//! What holds across the crates. One binary, so that it links once.

mod tidy;
