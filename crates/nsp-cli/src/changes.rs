//! `nsp enforce` and `nsp diff`: what changes over all traffic.

use std::path::Path;

use nsp_analysis::difference;
use nsp_core::{Compiled, ResourceId, State};
use nsp_formats::report::changes::{self, Changes};
use nsp_formats::scenario::Resources;

use crate::arguments::{Diff, Enforce, Estate};
use crate::documents::Failure;
use crate::{Opened, exit, opened, print};

/// What enforcing takes away, or getting into any other state.
pub(crate) fn enforce(wanted: &Enforce) -> Result<u8, Failure> {
    let Opened { snapshot, errors, .. } = opened(&wanted.estate)?;
    let compiled = Compiled::new(snapshot);
    let named = named(&compiled, &wanted.resource)?;
    let resources = Some(named.as_slice()).filter(|named| !named.is_empty());
    let before = wanted.from.map(State::from);
    let found = difference::of_states(&compiled, resources, before, wanted.to.into());
    let mut answer = changes::report(&compiled, &compiled, &found);
    answer.errors = errors;
    let is_empty = answer.compared.is_empty() && answer.left_out.is_empty();
    let mut perimeters = compiled.snapshot().perimeters.iter();
    if is_empty && perimeters.all(|it| it.associations.is_empty()) {
        return Err(Failure::NothingAssociated);
    }
    printed(&answer, wanted.estate.json, wanted.markdown)
}

/// What one configuration lets through and the other does not.
pub(crate) fn diff(wanted: &Diff) -> Result<u8, Failure> {
    let compiled = |file: &Path| -> Result<_, Failure> {
        let (revision, verbose) = (wanted.revision, wanted.verbose);
        let estate = Estate { files: vec![file.to_owned()], revision, json: false, verbose };
        let Opened { snapshot, errors, .. } = opened(&estate)?;
        Ok((Compiled::new(snapshot), errors))
    };
    let (before, mut errors) = compiled(&wanted.before)?;
    let (after, of_after) = compiled(&wanted.after)?;
    errors.extend(of_after);
    let found = difference::of_estates(&before, &after);
    let mut answer = changes::report(&before, &after, &found);
    answer.errors = errors;
    printed(&answer, wanted.json, wanted.markdown)
}

/// The ids of resources that are given by id or by name.
fn named(compiled: &Compiled, resources: &[String]) -> Result<Vec<ResourceId>, Failure> {
    let known = Resources::of(compiled.snapshot());
    let found = resources.iter().map(|text| known.get(text));
    found.collect::<Result<_, _>>().map_err(Failure::Resource)
}

fn printed(answer: &Changes, json: bool, markdown: bool) -> Result<u8, Failure> {
    if json {
        print::json(answer)?;
    } else if markdown {
        print::lines(&changes::markdown(answer))?;
    } else {
        print::lines(&changes::text(answer))?;
    }
    let is_certain = answer.left_out.is_empty() && answer.may_be_lost() == 0;
    Ok(match (answer.counts.lost, is_certain) {
        (0, true) => exit::DONE,
        (0, false) => exit::UNKNOWN,
        _ => exit::DENIED,
    })
}
