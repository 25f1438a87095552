//! Saved sources and the rows of the drawing, each a press away.

use std::rc::Rc;

use nsp_analysis::matrix::{Row, Side};
use nsp_formats::report::matrix::title;
use nsp_formats::scenario::resource;
use yew::prelude::*;

use super::typed::{Of, Seen};
use crate::parts::{NOT_FETCHED, with_work, work};
use crate::state::{Action, Field, Notice, use_dispatch, use_draft, use_matrix, use_workspace};
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
    let estate = session.estate.clone();
    newest.replace(Some(Seen { matrix: matrix.clone(), estate, draft: draft.clone(), asked }));
    let items = use_memo(offers, |offers| {
        let item = |offer: &Offer| {
            let (say, newest, of) = (say.clone(), newest.clone(), offer.of.clone());
            let on_press = Callback::from(move |()| {
                let (say, newest, of) = (say.clone(), newest.clone(), of.clone());
                with_work(move || {
                    let Some(seen) = newest.borrow().clone() else { return };
                    match work() {
                        Some(work) => (work.typed)(&of, &seen)
                            .into_iter()
                            .for_each(|draft| say.emit(Action::Typed(draft))),
                        None => say.emit(Action::Told(Notice::alert(NOT_FETCHED))),
                    }
                });
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

fn symbol(row: &Row) -> Symbol {
    match row.side() {
        Side::Source => Symbol::Rule,
        Side::Destination => Symbol::Arrow,
    }
}
