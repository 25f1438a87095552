//! What the press of a source or destination writes into the request bar.

use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::Matrix;
use nsp_core::ResourceId;
use nsp_formats::request::RequestForm;
use nsp_formats::scenario::Request;

use crate::state::{Draft, Estate, Field, Shared, short_name};

/// What was pressed.
#[derive(Clone, PartialEq)]
pub enum Of {
    Saved(Rc<Request>),
    /// A row of the drawing, by its key.
    Row(Arc<str>),
}

/// What it is pressed beside.
#[derive(Clone)]
pub struct Seen {
    pub matrix: Shared<Matrix>,
    pub estate: Shared<Estate>,
    pub draft: Draft,
    /// The resource in the bar.
    pub asked: Option<ResourceId>,
}

/// What the bar says then; nothing for a row that is gone.
pub fn typed(of: &Of, seen: &Seen) -> Option<Draft> {
    match of {
        Of::Saved(source) => Some(from_source(source, &seen.draft)),
        Of::Row(key) => from_row(seen.matrix.row(key)?, seen),
    }
}

/// The request of a saved source to the resource in the bar.
fn from_source(source: &Request, draft: &Draft) -> Draft {
    let new = Draft::from(&RequestForm::from(source)).named("");
    match new.given(Field::Resource) {
        Some(_) => new,
        None => new.with(Field::Resource, draft.get(Field::Resource)),
    }
}

/// The request of a row to a resource; authentication and protocol stay where the row says none.
fn from_row(place: usize, seen: &Seen) -> Option<Draft> {
    let Seen { matrix, estate, draft, asked } = seen;
    let first = || estate.resources().next().cloned();
    let resource = asked.clone().or_else(first)?;
    let column = matrix.columns().iter().position(|it| *it.resource() == resource);
    let address = column.and_then(|at| matrix.entry(place, at)).map(|entry| entry.address());
    let request = matrix.rows().get(place)?.request_from(&resource, address)?;
    let mut new = Draft::from(&RequestForm::from(&request));
    let name = short_name(estate.snapshot(), &resource).to_owned();
    new = new.with(Field::Resource, name);
    if new.given(Field::Authentication).is_none() && !new.is_outbound() {
        new = new.with(Field::Authentication, draft.get(Field::Authentication));
    }
    Some(new)
}
