//! Saved sources, requests and expectations.

use nsp_core::Snapshot;

use super::At;
use crate::expectation;
use crate::finding::{Kind, Place, Report};
use crate::request::{Field, FormError};
use crate::scenario::Resources;
use crate::scenario::document::{Request, Scenario};

/// Findings about requests that cannot be asked and answers that cannot be given.
pub(in crate::scenario) fn requests(scenario: &Scenario, snapshot: &Snapshot, report: &mut Report) {
    let resources = &Resources::by_name(snapshot);
    let root = At::root();
    let sources = root.key("sources");
    for (index, source) in scenario.sources.iter().enumerate() {
        check_source(&sources.index(index), source, resources, report);
    }
    let requests = root.key("requests");
    for (index, request) in scenario.requests.iter().enumerate() {
        check_request(&requests.index(index), request, resources, report);
    }
    let expectations = root.key("expectations");
    for (index, written) in scenario.expectations.iter().enumerate() {
        let at = expectations.index(index).pointer();
        for problem in expectation::read(written, resources).err().into_iter().flatten() {
            let place = Place { file: 0, pointer: at.clone() + &problem.pointer };
            report.add(&place, Kind::BadRequest(problem.message));
        }
    }
}

/// A source is a request that may leave its resource open.
fn check_source(at: &At<'_>, source: &Request, resources: &Resources<'_>, report: &mut Report) {
    let errors = source.build_among(resources).err().into_iter().flatten();
    let open = source.resource.as_deref().is_none_or(|text| text.trim().is_empty());
    refuse(at, errors.filter(|error| !(open && error.field == Field::Resource)), report);
}

fn check_request(at: &At<'_>, request: &Request, resources: &Resources<'_>, report: &mut Report) {
    refuse(at, request.build_among(resources).err().into_iter().flatten(), report);
}

fn refuse(at: &At<'_>, errors: impl Iterator<Item = FormError>, report: &mut Report) {
    for error in errors {
        let place = Place { file: 0, pointer: at.pointer() + error.field.pointer() };
        report.add(&place, Kind::BadRequest(error.message));
    }
}
