//! Chromium and its driver, from the system's package manager.

use crate::run::{find, program};
use anyhow::{Context, Result, bail};
use std::fmt;
use std::path::PathBuf;

const CHROMIUM: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DRIVER: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

/// Places of a browser that are not on `PATH`.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// How a package manager installs both. The first choice it knows is taken.
struct Manager {
    command: &'static str,
    refresh: &'static [&'static str],
    choices: &'static [&'static [&'static str]],
    as_root: bool,
}

const MANAGERS: [Manager; 6] = [
    Manager {
        command: "apt-get",
        refresh: &["update"],
        choices: &[
            &["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"],
            &["install", "--yes", "chromium-browser", "chromium-chromedriver"],
        ],
        as_root: true,
    },
    Manager {
        command: "dnf",
        refresh: &[],
        choices: &[&["install", "--assumeyes", "chromium", "chromedriver"]],
        as_root: true,
    },
    Manager {
        command: "pacman",
        refresh: &[],
        choices: &[&["-S", "--needed", "--noconfirm", "chromium"]],
        as_root: true,
    },
    Manager {
        command: "zypper",
        refresh: &[],
        choices: &[&["--non-interactive", "install", "chromium", "chromedriver"]],
        as_root: true,
    },
    Manager {
        command: "apk",
        refresh: &[],
        choices: &[&["add", "chromium", "chromium-chromedriver"]],
        as_root: true,
    },
    Manager {
        command: "brew",
        refresh: &[],
        choices: &[&["install", "--cask", "google-chrome", "chromedriver"]],
        as_root: false,
    },
];

/// A browser and the driver that fits it.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both, or installs them.
    pub(crate) fn provide() -> Result<Self> {
        let browser = match Self::search() {
            Some(browser) => browser,
            None => {
                install()?;
                Self::search().with_context(missing)?
            }
        };
        browser.agree()?;
        Ok(browser)
    }

    fn search() -> Option<Self> {
        let named = |variable| std::env::var_os(variable).map(PathBuf::from);
        let applications = || APPLICATIONS.map(PathBuf::from).into_iter().find(|app| app.is_file());
        let chromium = named("CHROMIUM")
            .or_else(|| CHROMIUM.into_iter().find_map(find))
            .or_else(applications)?;
        let driver = named("CHROMEDRIVER").or_else(|| DRIVER.into_iter().find_map(find))?;
        Some(Self { chromium, driver })
    }

    /// A driver steers only browsers of its own major version.
    fn agree(&self) -> Result<()> {
        let [browser, driver] = [&self.chromium, &self.driver].map(major);
        let [browser, driver] = [
            browser.with_context(|| format!("{} does not start", self.chromium.display()))?,
            driver.with_context(|| format!("{} does not start", self.driver.display()))?,
        ];
        if browser != driver {
            bail!(
                "the browser is of version {browser}, its driver of {driver}: install one pair, \
                 or name it by the variables CHROMIUM and CHROMEDRIVER ({self})"
            );
        }
        Ok(())
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {}", self.chromium.display(), self.driver.display())
    }
}

fn major(command: &PathBuf) -> Option<u32> {
    major_in(&program(command).args(["--version"]).output()?)
}

/// The major version in a line such as `Chromium 156.0.8078.79 built on Debian`.
fn major_in(line: &str) -> Option<u32> {
    line.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}

fn install() -> Result<()> {
    let manager = MANAGERS.iter().find(|manager| find(manager.command).is_some());
    let manager = manager.with_context(missing)?;
    println!("installing Chromium and ChromeDriver with {} (a minute or two)", manager.command);
    if !manager.refresh.is_empty() {
        manager.call(manager.refresh)?;
    }
    let done = manager
        .choices
        .iter()
        .any(|choice| manager.call(choice).inspect_err(|error| println!("{error:#}")).is_ok());
    if done { Ok(()) } else { bail!(missing()) }
}

impl Manager {
    fn call(&self, arguments: &[&str]) -> Result<()> {
        let through_sudo = self.as_root && !is_root() && find("sudo").is_some();
        let words = through_sudo.then_some("sudo").into_iter().chain([self.command]);
        let mut words = words.chain(arguments.iter().copied());
        let first = words.next().unwrap_or(self.command);
        program(first).args(words).env("DEBIAN_FRONTEND", "noninteractive").run()
    }
}

fn is_root() -> bool {
    program("id").args(["-u"]).output().is_some_and(|user| user == "0")
}

fn missing() -> String {
    "the tests need Chromium and ChromeDriver of the same version on PATH (or named by the \
     variables CHROMIUM and CHROMEDRIVER): install them and start again"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::major_in;

    #[test]
    fn reads_what_browsers_and_drivers_print() {
        assert_eq!(major_in("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(major_in("Google Chrome 120.0.6099.109"), Some(120));
        assert_eq!(major_in("ChromeDriver 156.0.8078.79 (a21ce95c-refs/branch-heads)"), Some(156));
        assert_eq!(major_in("not a browser"), None);
    }
}
