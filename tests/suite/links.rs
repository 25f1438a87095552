//! Links that people have: made once, they open for ever.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use nsp_formats::link;
use nsp_formats::scenario::Scenario;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/links")
}

fn read(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Beside each link stands the scenario it was made of. Neither is ever written anew: a link that
/// stops opening here has stopped opening for everybody who has one.
#[test]
fn links_of_every_version_open() {
    let files = fs::read_dir(folder()).expect("the links are there");
    let names: BTreeSet<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let opened = link::decode(&read(&format!("{name}.txt")));
        let opened = opened.unwrap_or_else(|error| panic!("{name}: {error}")).value;
        let made_of = Scenario::parse(&name, &read(&format!("{name}.json"))).expect("a scenario");
        assert_eq!(opened, made_of.value, "{name}");
    }
}

#[test]
fn the_example_of_the_page_is_a_short_link() {
    let text = include_str!("../../web/examples/retail.json");
    let scenario = Scenario::parse("retail.json", text).expect("a scenario").value;
    let link = link::encode(&scenario).expect("it is short");
    assert!(link.len() <= 2_000, "{} characters", link.len());
}
