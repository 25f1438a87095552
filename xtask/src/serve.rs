//! `cargo xtask serve`: the page on this machine, rebuilt on every change.

use crate::run::root;
use crate::tools::Tools;
use anyhow::Result;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port of the address
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// Build as for publishing: slower to build, faster to run
    #[arg(long)]
    release: bool,
}

pub(crate) fn serve(options: &Options) -> Result<()> {
    let tools = Tools::provide()?;
    println!("building; then the page is at http://127.0.0.1:{}/ (Ctrl-C ends)", options.port);
    // Beside, not in, the folder of `dist`: this is a debug build with a reload script.
    let folder = root().join("target").join("serve");
    let port = options.port.to_string();
    let flags = [("--open", options.open), ("--release", options.release)];
    tools
        .trunk()
        .args(["serve", "--locked", "--address", "127.0.0.1", "--disable-address-lookup", "true"])
        .args(["--port", &port, "--dist"])
        .args([folder])
        .args(flags.iter().filter(|(_, given)| *given).map(|(flag, _)| flag))
        .run()
}
