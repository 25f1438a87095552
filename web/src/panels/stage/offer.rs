//! What can be done with a thing of the drawing.

use nsp_analysis::matrix::Matrix;
use nsp_formats::scenario::AccessRule;
use nsp_formats::scenario::edit::{Edit, New, Property, Thing};

use super::{find, wish};
use crate::drawing::{Act, Target};
use crate::state::{Session, removal_of, things};
use crate::ui::Symbol;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Offer {
    pub(super) label: String,
    pub(super) symbol: Symbol,
    pub(super) does: Does,
}

/// What becomes of a press.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Does {
    /// An edit; what it makes is picked.
    Edit(Edit),
    /// An edit, and the form of what it makes.
    Begin(Edit),
    Act(Act),
    /// Its name is to be written.
    Rename(Thing),
    /// The same of what it stands in.
    Menu(Target),
}

/// Everything that can be done with a thing, the usual first.
pub(super) fn offers(target: &Target, session: &Session, matrix: &Matrix) -> Vec<Offer> {
    let scenario = session.scenario();
    let offer = |label: &str, symbol, does| Offer { label: label.to_owned(), symbol, does };
    let open = offer("Open its form", Symbol::Pencil, Does::Act(Act::Open(target.clone())));
    let Some(thing) = wish::thing(target, session, matrix) else {
        // A row of a request that was fired is in no list of the scenario.
        let gone = Does::Act(Act::Remove(target.clone()));
        return vec![open, offer("Remove", Symbol::Remove, gone)];
    };
    let mut all = vec![open];
    let rename = match thing {
        Thing::Association { .. } => None,
        thing => Some(offer("Rename", Symbol::Pencil, Does::Rename(thing))),
    };
    let copy = match thing {
        Thing::Association { .. } | Thing::Link { .. } | Thing::LinkReference { .. } => None,
        thing => Some(offer("Duplicate", Symbol::Copy, Does::Edit(Edit::Duplicate(thing)))),
    };
    let remove = offer("Delete", Symbol::Remove, Does::Edit(Edit::Remove(thing)));
    match target {
        Target::Row(key) => {
            if matches!(thing, Thing::Source(_)) {
                all.extend(rename);
            }
            if let Some(edit) = removal_of(session, matrix, key) {
                let label = edit.label(scenario).replace('`', "");
                all.push(Offer { label, symbol: Symbol::Remove, does: Does::Edit(edit) });
            }
        }
        Target::Card(key) => {
            all.extend(rename);
            all.extend(moves(key, session));
            all.extend(copy);
            all.push(remove);
            all.extend(around(key, session));
        }
        Target::Lane(_) => {
            if let Thing::Profile { perimeter, profile } = thing {
                let rule = New::AccessRule(perimeter, profile, Box::<AccessRule>::default());
                let rule = Does::Begin(Edit::Add(rule));
                all.push(offer("Add an access rule", Symbol::Rule, rule));
                all.extend(rename);
                all.extend(homes(thing, perimeter, session));
                all.extend(copy);
                all.push(remove);
                let id = scenario.estate.perimeters.get(perimeter).and_then(|it| it.id.clone());
                all.extend(id.map(|id| {
                    let name = Thing::Perimeter(perimeter).name(scenario).unwrap_or_default();
                    let does = Does::Menu(Target::Frame(id.into()));
                    Offer { label: format!("Perimeter {name}"), symbol: Symbol::More, does }
                }));
            }
        }
        Target::Frame(_) => {
            let another = Does::Begin(Edit::Add(New::Perimeter(Box::default())));
            all.push(offer("Add another perimeter", Symbol::Plus, another));
            all.extend(rename);
            all.extend(copy);
            all.push(remove);
        }
        Target::Link(_) => {
            all.extend(rename);
            all.push(remove);
        }
    }
    all
}

/// To other profiles, out of the perimeter, to other modes.
fn moves(key: &str, session: &Session) -> Vec<Offer> {
    let scenario = session.scenario();
    let association = find::association(scenario, key);
    let own = association.and_then(|it| things::profile_thing(scenario, it));
    let Some(what) = association.or_else(|| find::resource(scenario, key)) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (thing, name) in things::profiles(scenario) {
        if let Thing::Profile { perimeter, profile } = thing
            && Some(thing) != own
        {
            let edit = Edit::Associate { what, perimeter, profile };
            let label = format!("Move to {name}");
            all.push(Offer { label, symbol: Symbol::Profile, does: Does::Edit(edit) });
        }
    }
    let Some(association) = association else { return all };
    let out = Does::Edit(Edit::Dissociate(association));
    let label = "Take out of the perimeter".to_owned();
    all.push(Offer { label, symbol: Symbol::Out, does: out });
    let mode = things::association(scenario, association).and_then(|it| it.access_mode.clone());
    let now = mode.unwrap_or_default();
    for (mode, name) in [("Learning", "Transition"), ("Enforced", "Enforced"), ("Audit", "Audit")] {
        if !now.eq_ignore_ascii_case(mode) {
            let set = Edit::Set(association, Property::AccessMode(mode.to_owned()));
            let label = format!("Set to {name}");
            all.push(Offer { label, symbol: Symbol::Trust, does: Does::Edit(set) });
        }
    }
    all
}

/// The menu of the profile that a card stands in: keys reach it from here.
fn around(key: &str, session: &Session) -> Option<Offer> {
    let scenario = session.scenario();
    let association = find::association(scenario, key)?;
    let profile = things::profile_thing(scenario, association)?;
    let name = profile.name(scenario)?;
    let Thing::Profile { perimeter, .. } = profile else { return None };
    let of = scenario.estate.perimeters.get(perimeter)?.id.clone()?;
    let does = Does::Menu(Target::Lane(format!("{of}/profiles/{name}").into()));
    Some(Offer { label: format!("Profile {name}"), symbol: Symbol::More, does })
}

/// Other perimeters that a profile can go to, with its resources.
fn homes(profile: Thing, own: usize, session: &Session) -> Vec<Offer> {
    let scenario = session.scenario();
    let others = things::perimeters(scenario).filter(|at| *at != own);
    others
        .filter_map(|at| {
            let profiles = scenario.estate.perimeters.get(at)?.profiles.len();
            let to = Thing::Profile { perimeter: at, profile: profiles };
            let name = Thing::Perimeter(at).told_apart(scenario)?;
            let does = Does::Edit(Edit::Move { from: profile, to });
            Some(Offer { label: format!("Move to {name}"), symbol: Symbol::Trust, does })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use nsp_formats::report::matrix::extras;
    use nsp_formats::scenario::Scenario;

    use super::*;
    use crate::state::Document;

    fn retail() -> (Session, Matrix) {
        let text = include_str!("../../../examples/retail.json");
        let scenario = Scenario::parse("retail.json", text).unwrap().value;
        let session = Session::new(Document::new(scenario));
        let added = extras(&session.written(), session.estate.snapshot());
        let matrix = Matrix::new(session.estate.compiled(), &added);
        (session, matrix)
    }

    fn target(session: &Session, name: &str) -> Target {
        let all = session.scenario().estate.resources.iter().filter_map(|it| it.id.clone());
        Target::Card(all.into_iter().find(|id| id.ends_with(name)).unwrap().into())
    }

    /// Every edit that is offered can be made, and says what it is.
    fn all(target: &Target) -> Vec<String> {
        let (session, matrix) = retail();
        let offers = offers(target, &session, &matrix);
        for offer in &offers {
            if let Does::Edit(edit) | Does::Begin(edit) = &offer.does {
                session.scenario().edited(edit).unwrap_or_else(|it| panic!("{offer:?}: {it}"));
            }
        }
        offers.into_iter().map(|it| it.label).collect()
    }

    #[test]
    fn a_card_goes_wherever_there_is_a_profile() {
        let (session, _) = retail();
        let labels = all(&target(&session, "/stweb"));
        for label in ["Move to data", "Take out of the perimeter", "Duplicate", "Delete"] {
            assert!(labels.iter().any(|it| it == label), "{label} in {labels:?}");
        }
        assert!(!labels.iter().any(|it| it == "Move to web"), "it is there");
        assert!(!labels.iter().any(|it| it == "Set to Transition"), "it is that");
        assert!(labels.iter().any(|it| it == "Profile web"), "{labels:?}");
    }

    #[test]
    fn a_profile_a_perimeter_and_a_row_have_theirs() {
        let (session, matrix) = retail();
        let perimeter = session.scenario().estate.perimeters[0].id.clone().unwrap();
        let lane = all(&Target::Lane(format!("{perimeter}/profiles/web").into()));
        assert!(lane.iter().any(|it| it == "Add an access rule"), "{lane:?}");
        let frame = all(&Target::Frame(perimeter.into()));
        for label in ["Rename", "Add another perimeter"] {
            assert!(frame.iter().any(|it| it == label), "{label} in {frame:?}");
        }
        let row = matrix.rows().iter().find(|it| it.key().starts_with("address ")).unwrap();
        let row = all(&Target::Row(row.key().to_string().into()));
        assert!(row.iter().any(|it| it.starts_with("Take ")), "{row:?}");
    }
}
