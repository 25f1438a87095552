//! Who may import whom: a chain from the decision to the doors.

use super::{Breach, METADATA, hold, root};
use serde_json::Value;
use std::path::Path;

/// A package of the house: what of the house it may import, what its tests may import besides,
/// and whether it is free to take libraries from outside.
struct Room {
    name: &'static str,
    imports: &'static [&'static str],
    tests_import: &'static [&'static str],
    libraries: Libraries,
}

enum Libraries {
    Any,
    Only(&'static [&'static str]),
}

/// The whole graph: a chain of libraries, doors at its end that do not know each other, and tests
/// that see everything.
const HOUSE: [Room; 9] = [
    Room { libraries: Libraries::Only(&["ipnet"]), ..room("nsp-core", &[]) },
    Room { libraries: Libraries::Only(&["ipnet"]), ..room("nsp-analysis", &["nsp-core"]) },
    room("nsp-formats", &["nsp-core", "nsp-analysis"]),
    door("nsp-cli"),
    door("nsp-wasm"),
    door("nsp-web"),
    room("nsp-bench", LIBRARIES),
    Room { tests_import: DOORS, ..room("nsp-tests", LIBRARIES) },
    room("xtask", &[]),
];

const LIBRARIES: &[&str] = &["nsp-core", "nsp-analysis", "nsp-formats"];
const DOORS: &[&str] = &["nsp-cli", "nsp-wasm", "nsp-web"];

const fn room(name: &'static str, imports: &'static [&'static str]) -> Room {
    Room { name, imports, tests_import: &[], libraries: Libraries::Any }
}

/// Its tests read the shared cases, and take the time that the benchmarks take.
const fn door(name: &'static str) -> Room {
    Room { tests_import: &["nsp-tests", "nsp-bench"], ..room(name, LIBRARIES) }
}

#[test]
fn the_crate_graph_is_a_chain() {
    let mut breaches = Vec::new();
    for package in members() {
        let name = text(package, "name");
        let Some(room) = HOUSE.iter().find(|room| room.name == name) else {
            breaches.push(breach(package, format!("`{name}` has no place in HOUSE: give it one")));
            continue;
        };
        for import in imports(package) {
            let by_tests = import.kind == Some("dev") && room.tests_import.contains(&import.name);
            if !by_tests && !room.imports.contains(&import.name) {
                let mend =
                    format!("`{name}` must not import `{}`: turn the edge round", import.name);
                breaches.push(breach(package, mend));
            }
        }
    }
    hold(breaches);
}

#[test]
fn every_room_of_the_house_is_there() {
    let missing = HOUSE.iter().filter(|room| {
        let mut members = members();
        !members.any(|package| text(package, "name") == room.name)
    });
    let mend = |room: &Room| format!("`{}` is no member of the workspace: add it", room.name);
    let manifest = || Path::new("Cargo.toml").to_owned();
    hold(missing.map(|room| Breach { file: manifest(), line: 1, mend: mend(room) }));
}

#[test]
fn the_core_takes_few_libraries() {
    let mut breaches = Vec::new();
    for package in members() {
        let name = text(package, "name");
        let Some(Room { libraries: Libraries::Only(allowed), .. }) =
            HOUSE.iter().find(|room| room.name == name)
        else {
            continue;
        };
        for library in libraries(package).filter(|library| !allowed.contains(library)) {
            let mend = format!("`{name}` must do without `{library}`: move the need outwards");
            breaches.push(breach(package, mend));
        }
    }
    hold(breaches);
}

#[test]
fn the_core_has_no_feature_flags() {
    let flagged = members().filter(|package| {
        text(package, "name") == "nsp-core"
            && package["features"].as_object().is_some_and(|features| !features.is_empty())
    });
    let mend = "`nsp-core` decides one way: remove its features".to_owned();
    hold(flagged.map(|package| breach(package, mend.clone())));
}

struct Import<'a> {
    name: &'a str,
    kind: Option<&'a str>,
}

fn members() -> impl Iterator<Item = &'static Value> {
    let all = METADATA["packages"].as_array().expect("packages");
    all.iter().filter(|package| package["source"].is_null())
}

/// Dependencies within the house.
fn imports(package: &Value) -> impl Iterator<Item = Import<'_>> {
    dependencies(package).filter(|dependency| dependency["source"].is_null()).map(|dependency| {
        Import { name: text(dependency, "name"), kind: dependency["kind"].as_str() }
    })
}

/// Libraries from outside that end up in the build, those of tests left out.
fn libraries(package: &Value) -> impl Iterator<Item = &str> {
    dependencies(package)
        .filter(|dependency| !dependency["source"].is_null() && dependency["kind"] != "dev")
        .map(|dependency| text(dependency, "name"))
}

fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().expect("dependencies").iter()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is text"))
}

fn breach(package: &Value, mend: String) -> Breach {
    let manifest = Path::new(text(package, "manifest_path"));
    Breach { file: manifest.strip_prefix(root()).unwrap_or(manifest).to_owned(), line: 1, mend }
}
