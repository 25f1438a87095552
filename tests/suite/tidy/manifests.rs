//! The shape of each package's manifest.

use super::{Breach, Text, hold, written_in};
use std::path::Path;
use toml::{Table, Value};

#[test]
fn versions_stand_in_one_table() {
    hold(members().flat_map(|(text, manifest)| {
        let own = dependency_tables(&manifest)
            .into_iter()
            .flatten()
            .filter(|(_, wanted)| wanted.get("workspace").and_then(Value::as_bool) != Some(true));
        let breach = |(name, _): (&String, _)| {
            breach(
                text,
                name,
                format!("name `{name}` in the root's table, here `workspace = true`"),
            )
        };
        own.map(breach).collect::<Vec<_>>()
    }));
}

#[test]
fn every_package_is_linted_and_described() {
    let shaped = |manifest: &Table| {
        let package = manifest.get("package").and_then(Value::as_table);
        manifest.contains_key("lints")
            && package.is_some_and(|package| package.contains_key("description"))
    };
    let bare = members().filter(|(_, manifest)| !shaped(manifest));
    hold(bare.map(|(text, _)| text.breach(1, "give it a description and a table of lints")));
}

fn members() -> impl Iterator<Item = (&'static Text, Table)> {
    let manifests = written_in("toml").filter(|text| {
        text.file.file_name().is_some_and(|name| name == "Cargo.toml")
            && text.file != Path::new("Cargo.toml")
    });
    manifests.map(|text| (text, text.text.parse().expect("a manifest is TOML")))
}

/// The tables of dependencies, those for one target alone included.
fn dependency_tables(manifest: &Table) -> Vec<&Table> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(|targets| targets.values());
    let places = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    places.flat_map(|place| kinds.map(|kind| place.get(kind)?.as_table())).flatten().collect()
}

fn breach(text: &Text, name: &str, mend: String) -> Breach {
    let line = text.lines().find(|(_, line)| line.starts_with(name));
    text.breach(line.map_or(1, |(line, _)| line), mend)
}
