//! Saved sources and the rows of the drawing, each a press away.

use std::rc::Rc;

use nsp_analysis::matrix::{Row, Side};
use nsp_formats::report::matrix::title;
use nsp_formats::scenario::resource;
use yew::prelude::*;

use super::typed::{Of, Seen};
use crate::parts::{NOT_FETCHED, with_work, work};
use crate::state::{
    Action, Field, Notice, use_dispatch, use_draft, use_settled_matrix, use_workspace,
};
use crate::ui::{MenuItem, MenuItems, Symbol};

/// How many rows of the drawing are listed.
const ROWS: usize = 60;

/// A list of everybody that may call the resource, and of what it may call. A press writes the
/// request bar and fires nothing.
#[component]
pub fn Sources() -> Html {
    let workspace = use_workspace();
    let matrix = use_settled_matrix();
    let draft = use_draft();
    let say = use_dispatch();
    let session = &workspace.session;
    let asked = resource(session.estate.snapshot(), &draft.get(Field::Resource)).ok();
    let saved = session.scenario().sources.iter();
    let saved = saved.filter(|it| it.name.as_ref().is_some_and(|name| !name.is_empty()));
    let from_saved = saved.map(|source| {
        let label = AttrValue::from(source.name.clone().unwrap_or_default());
        (label, Symbol::Source, Of::Saved(Rc::new(source.clone())))
    });
    let rows = matrix.rows().iter();
    let rows = rows.filter(|row| asked.as_ref().is_none_or(|id| row.applies_to(id)));
    let from_rows = rows.take(ROWS).map(|row| {
        let label = title(row, session.estate.snapshot()).replace('`', "").into();
        (label, symbol(row), Of::Row(row.key().clone()))
    });
    let estate = session.estate.clone();
    let seen = Rc::new(Seen { matrix: matrix.clone(), estate, draft, asked: asked.clone() });
    let item = |(label, symbol, of): (AttrValue, Symbol, Of)| {
        let (say, seen, of) = (say.clone(), seen.clone(), Rc::new(of));
        let on_press = Callback::from(move |()| {
            let (say, seen, of) = (say.clone(), seen.clone(), of.clone());
            with_work(move || match work() {
                Some(work) => (work.typed)(&of, &seen)
                    .into_iter()
                    .for_each(|draft| say.emit(Action::Typed(draft))),
                None => say.emit(Action::Told(Notice::alert(NOT_FETCHED))),
            });
        });
        MenuItem { label, symbol, disabled: false, on_press }
    };
    let items: Vec<MenuItem> = from_saved.chain(from_rows).map(item).collect();
    html! { <MenuItems {items} /> }
}

fn symbol(row: &Row) -> Symbol {
    match row.side() {
        Side::Source => Symbol::Rule,
        Side::Destination => Symbol::Arrow,
    }
}
