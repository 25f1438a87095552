//! What people saved, as rows.

use nsp_analysis::matrix::Extra;
use nsp_core::{Flow, Path, Snapshot};

use crate::request::RequestForm;
use crate::scenario::Scenario;
use crate::scenario::edit::Thing;

/// The saved sources and requests of a scenario, each worth a row. What makes no sense for the
/// estate is left out; the scenario's findings say so.
#[must_use]
pub fn extras(scenario: &Scenario, snapshot: &Snapshot) -> Vec<Extra> {
    found(scenario, snapshot).map(|it| it.1).collect()
}

/// Where each of [`extras`] is saved, in the same order.
#[must_use]
pub fn saved(scenario: &Scenario, snapshot: &Snapshot) -> Vec<Thing> {
    found(scenario, snapshot).map(|it| it.0).collect()
}

fn found(scenario: &Scenario, snapshot: &Snapshot) -> impl Iterator<Item = (Thing, Extra)> {
    // A source is of no resource in particular; which one it is read for makes no difference.
    let any = || {
        let listed = snapshot.resources.iter().map(|it| &it.id);
        let associated = snapshot.perimeters.iter().flat_map(|it| &it.associations);
        let id = listed.chain(associated.map(|it| &it.resource)).next()?;
        Some(id.as_str().to_owned())
    };
    let sources = (0..).map(Thing::Source).zip(&scenario.sources);
    let requests = (0..).map(Thing::Request).zip(&scenario.requests);
    sources.chain(requests).filter_map(move |(thing, written)| {
        let mut form = RequestForm::from(written);
        form.resource = form.resource.or_else(any);
        let request = form.build(snapshot).ok()?;
        let is_private = matches!(
            &request.flow,
            Flow::Inbound(inbound) if inbound.path == Path::PrivateEndpoint
        );
        let extra = Extra {
            name: written.name.clone().unwrap_or_default(),
            flow: request.flow,
            feature: request.feature,
            resource: is_private.then_some(request.resource),
        };
        Some((thing, extra))
    })
}
