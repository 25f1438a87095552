//! Saved sources and the rows of the drawing, each a press away.

use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::{Matrix, Row, Side};
use nsp_core::ResourceId;
use nsp_formats::report::matrix::title;
use nsp_formats::request::RequestForm;
use nsp_formats::scenario::{Request, resource};
use yew::prelude::*;

use crate::state::{
    Action, Draft, Estate, Field, Shared, use_dispatch, use_draft, use_matrix, use_workspace,
};
use crate::ui::{ButtonKind, Menu, MenuItem, Symbol};

/// How many rows of the drawing are listed.
const ROWS: usize = 60;

/// A list of everybody that may call the resource, and of what it may call. A press writes the
/// request bar and fires nothing.
#[component]
pub(super) fn Sources() -> Html {
    let workspace = use_workspace();
    let matrix = use_matrix();
    let draft = use_draft();
    let say = use_dispatch();
    let session = &workspace.session;
    let asked = resource(session.estate.snapshot(), &draft.get(Field::Resource)).ok();
    let saved = session.scenario().sources.iter();
    let saved = saved.filter(|it| it.name.as_ref().is_some_and(|name| !name.is_empty()));
    let from_saved = saved.map(|source| Offer {
        label: AttrValue::from(source.name.clone().unwrap_or_default()),
        symbol: Symbol::Source,
        of: Of::Saved(Rc::new(source.clone())),
    });
    let rows = matrix.rows().iter();
    let rows = rows.filter(|row| asked.as_ref().is_none_or(|id| row.applies_to(id)));
    let from_rows = rows.take(ROWS).map(|row| Offer {
        label: title(row, session.estate.snapshot()).replace('`', "").into(),
        symbol: symbol(row),
        of: Of::Row(row.key().clone()),
    });
    let offers: Vec<Offer> = from_saved.chain(from_rows).collect();
    // What is offered stays through most edits, and is not drawn again then.
    let newest = use_mut_ref(|| None);
    newest.replace(Some((matrix.clone(), session.estate.clone(), draft.clone(), asked)));
    let items = use_memo(offers, |offers| {
        let item = |offer: &Offer| {
            let (say, newest, of) = (say.clone(), newest.clone(), offer.of.clone());
            let on_press = Callback::from(move |()| {
                let Some((matrix, estate, draft, asked)) = newest.borrow().clone() else { return };
                let typed = match &of {
                    Of::Saved(source) => Some(from_source(source, &draft)),
                    Of::Row(key) => matrix
                        .row(key)
                        .and_then(|at| from_row(&matrix, at, asked.as_ref(), &estate, &draft)),
                };
                typed.into_iter().for_each(|draft| say.emit(Action::Typed(draft)));
            });
            MenuItem { label: offer.label.clone(), symbol: offer.symbol, disabled: false, on_press }
        };
        offers.iter().map(item).collect::<Vec<_>>()
    });
    html! {
        <Menu id="request-sources" label="Choose a source or destination" symbol={Symbol::Source}
            kind={ButtonKind::Line} bare=true items={(*items).clone()} />
    }
}

/// A source or destination that is offered.
#[derive(Clone, PartialEq)]
struct Offer {
    label: AttrValue,
    symbol: Symbol,
    of: Of,
}

#[derive(Clone, PartialEq)]
enum Of {
    Saved(Rc<Request>),
    /// By its key.
    Row(Arc<str>),
}

fn symbol(row: &Row) -> Symbol {
    match row.side() {
        Side::Source => Symbol::Rule,
        Side::Destination => Symbol::Arrow,
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
fn from_row(
    matrix: &Matrix,
    place: usize,
    asked: Option<&ResourceId>,
    estate: &Shared<Estate>,
    draft: &Draft,
) -> Option<Draft> {
    let first = || estate.snapshot().resources.first().map(|it| it.id.clone());
    let resource = asked.cloned().or_else(first)?;
    let column = matrix.columns().iter().position(|it| *it.resource() == resource);
    let address = column.and_then(|at| matrix.entry(place, at)).map(|entry| entry.address());
    let request = matrix.rows().get(place)?.request_from(&resource, address)?;
    let mut new = Draft::from(&RequestForm::from(&request));
    let name = crate::state::short_name(estate.snapshot(), &resource).to_owned();
    new = new.with(Field::Resource, name);
    if new.given(Field::Authentication).is_none() && !new.is_outbound() {
        new = new.with(Field::Authentication, draft.get(Field::Authentication));
    }
    Some(new)
}
