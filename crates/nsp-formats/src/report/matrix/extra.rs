//! What people saved, as rows.

use nsp_analysis::matrix::Extra;
use nsp_core::{Flow, Path, Snapshot};

use crate::request::RequestForm;
use crate::scenario::Scenario;

/// The saved sources and requests of a scenario, each worth a row. What makes no sense for the
/// estate is left out; the scenario's findings say so.
#[must_use]
pub fn extras(scenario: &Scenario, snapshot: &Snapshot) -> Vec<Extra> {
    // A source is of no resource in particular; which one it is read for makes no difference.
    let any = || {
        let listed = snapshot.resources.iter().map(|it| &it.id);
        let associated = snapshot.perimeters.iter().flat_map(|it| &it.associations);
        let id = listed.chain(associated.map(|it| &it.resource)).next()?;
        Some(id.as_str().to_owned())
    };
    let saved = scenario.sources.iter().chain(&scenario.requests);
    saved
        .filter_map(|written| {
            let mut form = RequestForm::from(written);
            form.resource = form.resource.or_else(any);
            let request = form.build(snapshot).ok()?;
            let is_private = matches!(
                &request.flow,
                Flow::Inbound(inbound) if inbound.path == Path::PrivateEndpoint
            );
            Some(Extra {
                name: written.name.clone().unwrap_or_default(),
                flow: request.flow,
                feature: request.feature,
                resource: is_private.then_some(request.resource),
            })
        })
        .collect()
}
