//! What holds across the crates. One binary, so that it links once.

mod corpus;
mod estates;
mod examples;
mod independent;
mod laws;
mod links;
mod lints;
mod oracle;
mod tidy;
