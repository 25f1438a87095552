//! Saved sources, requests and expectations.

use nsp_core::{Ground, LogCategory, Snapshot, Verdict};

use super::At;
use crate::finding::{Kind, Place, Report};
use crate::names::Named;
use crate::request::{Field, FormError};
use crate::scenario::document::{Expected, Request, Scenario};

/// Findings about requests that cannot be asked and answers that cannot be given.
pub(in crate::scenario) fn requests(scenario: &Scenario, snapshot: &Snapshot, report: &mut Report) {
    let root = At::root();
    let sources = root.key("sources");
    for (index, source) in scenario.sources.iter().enumerate() {
        check_source(&sources.index(index), source, snapshot, report);
    }
    let requests = root.key("requests");
    for (index, request) in scenario.requests.iter().enumerate() {
        check_request(&requests.index(index), request, snapshot, report);
    }
    let expectations = root.key("expectations");
    for (index, expectation) in scenario.expectations.iter().enumerate() {
        let at = expectations.index(index);
        match &expectation.request {
            Some(request) => check_request(&at.key("request"), request, snapshot, report),
            None => {
                let missing = Kind::Missing { of: "an expectation", property: "request" };
                report.add(&place(&at), missing);
            }
        }
        let states = [
            ("notAssociated", &expectation.not_associated),
            ("transition", &expectation.transition),
            ("enforced", &expectation.enforced),
            ("audit", &expectation.audit),
        ];
        for (state, expected) in states {
            if let Some(expected) = expected {
                check_expected(&at.key(state), expected, report);
            }
        }
    }
}

/// A source is a request that may leave its resource open.
fn check_source(at: &At<'_>, source: &Request, snapshot: &Snapshot, report: &mut Report) {
    let errors = source.build(snapshot).err().into_iter().flatten();
    let open = source.resource.as_deref().is_none_or(|text| text.trim().is_empty());
    refuse(at, errors.filter(|error| !(open && error.field == Field::Resource)), report);
}

fn check_request(at: &At<'_>, request: &Request, snapshot: &Snapshot, report: &mut Report) {
    refuse(at, request.build(snapshot).err().into_iter().flatten(), report);
}

fn refuse(at: &At<'_>, errors: impl Iterator<Item = FormError>, report: &mut Report) {
    for error in errors {
        let place = Place { file: 0, pointer: at.pointer() + error.field.pointer() };
        report.add(&place, Kind::BadRequest(error.message));
    }
}

fn check_expected(at: &At<'_>, expected: &Expected, report: &mut Report) {
    let mut check = |property: &'static str, text: &Option<String>, known: bool| {
        if let Some(text) = text
            && !known
        {
            let place = place(&at.key(property));
            report.add(&place, Kind::Unrecognized { property, text: text.clone(), known: &[] });
        }
    };
    let verdict = expected.verdict.as_deref().and_then(Verdict::from_name);
    check("verdict", &expected.verdict, verdict.is_some());
    let ground = expected.ground.as_deref().and_then(Ground::from_name);
    check("ground", &expected.ground, ground.is_some());
    let category = expected.category.as_deref().and_then(LogCategory::from_name);
    check("category", &expected.category, category.is_some());
}

fn place(at: &At<'_>) -> Place {
    Place { file: 0, pointer: at.pointer() }
}
