//! The matrix of the estate that is open, worked out once for all that show it.

use nsp_analysis::matrix::{Extra, Matrix};
use nsp_formats::report::matrix::{extras, places, removal};
use nsp_formats::request::RequestForm;
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Thing};
use yew::prelude::*;

use crate::parts::work;

use super::settled::{Settled, after_paint, use_settling};
use super::{Draft, Estate, Fired, Session, Shared, short_name, use_newest};

#[derive(Properties, PartialEq)]
pub struct MatrixProviderProps {
    pub children: Html,
}

/// After an edit, what it did not touch is taken over from the matrix before. In a large estate what
/// a fired request gets where it was fired is shown first, and what it would get elsewhere next.
#[component]
pub fn MatrixProvider(props: &MatrixProviderProps) -> Html {
    let workspace = use_newest();
    let before = use_mut_ref(|| None::<Shared<Matrix>>);
    let session = &workspace.session;
    let made_of = (session.estate.clone(), session.fired.clone());
    let known = use_mut_ref(|| None::<Added>);
    let first = use_memo(made_of, |(estate, fired)| {
        let mut known = known.borrow_mut();
        let fired_more = known.take().filter(|it| it.estate == *estate);
        // Only of what was fired at the same estate somebody waits for one answer.
        let shown = fired_more.as_ref().and_then(|_| session.shown());
        let kept = fired_more.and_then(|it| it.with(session));
        let made = || extras(&session.written(), estate.snapshot());
        let added = kept.unwrap_or_else(made);
        let (estate_of, fired) = (estate.clone(), fired.clone());
        *known = Some(Added { estate: estate_of, fired, rows: added.clone() });
        let answer = shown.map(|fired| &*fired.answer);
        let asked = answer.and_then(|it| it.as_ref().ok()).map(|it| &it.resource);
        // Until somebody fetches what it takes to read or edit one, the estate is the first example.
        let made = match work() {
            Some(work) => {
                (work.matrix)(before.borrow().as_deref(), estate.compiled(), &added, asked)
            }
            None => Matrix::of_few(estate.compiled(), &added),
        };
        Shared::new(made)
    });
    let shown = use_state_eq(|| None);
    let made_of = ((*first).clone(), shown.as_ref() == Some(&*first));
    let matrix = use_memo(made_of, |(first, shown)| match work().filter(|_| *shown) {
        Some(work) => Shared::new((work.whole)(first, session.estate.compiled())),
        None => first.clone(),
    });
    use_effect_with((*first).clone(), {
        let shown = shown.setter();
        move |first| {
            let first = first.clone();
            if !first.is_whole() {
                after_paint(move || shown.set(Some(first)));
            }
        }
    });
    before.replace(Some((*matrix).clone()));
    let settled = use_settling(&workspace, &matrix);
    html! {
        <ContextProvider<Shared<Matrix>> context={(*matrix).clone()}>
            <ContextProvider<Settled> context={settled}>
                {props.children.clone()}
            </ContextProvider<Settled>>
        </ContextProvider<Shared<Matrix>>>
    }
}

/// The rows that were added to an estate by what was fired.
struct Added {
    estate: Shared<Estate>,
    fired: Shared<Vec<Fired>>,
    rows: Vec<Extra>,
}

impl Added {
    /// Those of a session of the same estate, where it only fired more.
    fn with(self, session: &Session) -> Option<Vec<Extra>> {
        let (before, now) = (self.fired.iter(), session.fired.iter());
        let same = |(one, other): (&Fired, &Fired)| one.request == other.request;
        let goes_on = self.fired.len() <= session.fired.len() && before.zip(now).all(same);
        let more = session.fired.iter().skip(self.fired.len());
        let requests = more.map(|fired| (*fired.request).clone()).collect();
        let more = Scenario { requests, ..Scenario::default() };
        let mut rows = self.rows;
        rows.extend(extras(&more, self.estate.snapshot()));
        goes_on.then_some(rows)
    }
}

/// The matrix of the estate with the last edit, for the picture.
#[hook]
#[expect(clippy::expect_used, reason = "a component outside of the provider is a mistake here")]
pub fn use_matrix() -> Shared<Matrix> {
    use_context().expect("within the matrix provider")
}

/// The request of a cell, from the address that its answers are of, by the name that people gave
/// the row; `None` where the row does not apply.
#[must_use]
pub fn asking(estate: &Estate, matrix: &Matrix, row: usize, column: usize) -> Option<Draft> {
    let resource = matrix.columns().get(column)?.resource();
    let address = matrix.entry(row, column).map(|entry| entry.address());
    let row = matrix.rows().get(row)?;
    let request = row.request_from(resource, address)?;
    let form = RequestForm {
        resource: Some(short_name(estate.snapshot(), resource).to_owned()),
        ..RequestForm::from(&request)
    };
    Some(Draft::from(&form).named(row.names().first().cloned().unwrap_or_default()))
}

/// The thing that names a row first. A request that was fired is none of the scenario's.
#[must_use]
pub fn named_first(session: &Session, matrix: &Matrix, key: &str) -> Option<Thing> {
    let row = matrix.rows().get(matrix.row(key)?)?;
    let places = places(row, session.estate.snapshot(), &session.written());
    places.into_iter().find(|it| !matches!(it, Thing::Request(_)))
}

/// The edit that takes a row away.
#[must_use]
pub fn removal_of(session: &Session, matrix: &Matrix, key: &str) -> Option<Edit> {
    let row = matrix.rows().get(matrix.row(key)?)?;
    removal(row, session.estate.snapshot(), &session.written())
}

/// The number of the fired request that alone is why a row is there.
#[must_use]
pub fn fired_as(session: &Session, matrix: &Matrix, key: &str) -> Option<usize> {
    let row = matrix.rows().get(matrix.row(key)?)?;
    let places = places(row, session.estate.snapshot(), &session.written());
    match places.first()? {
        Thing::Request(at) => session.fired.get(*at).map(|fired| fired.number),
        _ => None,
    }
}
