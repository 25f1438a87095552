//! What is done to documents: edits, reading them, and keeping them.

use std::rc::Rc;

use gloo_events::EventListener;
use nsp_analysis::matrix::{Extra, Matrix};
use nsp_core::{Compiled, ResourceId, State};
use nsp_formats::expectation::{self, Checked, check_all};
use nsp_formats::finding::{Finding, Import};
use nsp_formats::report::{Comparison, markdown};
use nsp_formats::scenario::edit::{Edit, Thing};
use nsp_formats::scenario::{Expectation, Request, Scenario};

use web_sys::File;
use yew::Callback;

use super::part;
use crate::offline::watch;
use crate::panels::{Of, Seen, typed};
use crate::state::{
    Action, Desk, Document, Draft, Newest, Placement, Record, RecordId, Unreadable, Workspace,
    download_text, listen, read_files, reader, save_file,
};

/// Edits, imports, and what has to do with texts.
#[derive(Clone, Copy)]
pub struct Work {
    /// The scenario after an edit, or what is wrong with it.
    pub edited: fn(&Scenario, &Edit) -> Result<Scenario, String>,
    /// What the edit is called in the history.
    pub label: fn(&Edit, &Scenario) -> String,
    /// The thing to show after the edit.
    pub shows: fn(&Edit, &Scenario) -> Thing,
    /// Reads documents, each a name and a text, into one scenario.
    pub import: Importer,
    /// The matrix of an estate, sooner where there is one of before; of rows that are added to that,
    /// perhaps what they get at one resource alone.
    pub matrix: fn(Option<&Matrix>, &Compiled, &[Extra], Option<&ResourceId>) -> Matrix,
    /// The whole of such a matrix.
    pub whole: fn(&Matrix, &Compiled) -> Matrix,
    /// Everything there is to say about a scenario that was not read from a text.
    pub examine: fn(&Scenario) -> Vec<Finding>,
    /// A scenario as it is saved.
    pub text: fn(&Scenario) -> String,
    /// Gives the scenario that is open to the browser as a file to save.
    pub save: fn(&Workspace),
    /// Gives a text to the browser as a file of a name.
    pub download: fn(&str, &str),
    /// Reads files that were dropped, and says that they are to be opened.
    pub drop: fn(Vec<File>, Placement, Callback<Action>),
    /// What [`crate::state::Action::is_work`].
    pub take: fn(&mut Workspace, Action, f64, RecordId),
    /// Lets work go on in a copy, where another tab has written.
    pub stand_beside: fn(&mut Workspace, RecordId),
    /// The expectations of a scenario against its estate.
    pub check: fn(&Compiled, &[Expectation]) -> Vec<Checked>,
    /// An answer as an expectation: that it stays as it stands.
    pub expectation: fn(Request, &Comparison) -> Expectation,
    /// And one that what Transition allows keeps working.
    pub keep_working: fn(Request, &Comparison) -> Expectation,
    /// An answer as Markdown: the question, and the states that are shown.
    pub markdown: fn(&str, &Comparison, &[State]) -> String,
    /// The workspace that was left, where one was.
    pub start: fn() -> Workspace,
    /// The desk that a record describes.
    pub desk: fn(RecordId, &Record) -> Result<Desk, Unreadable>,
    /// The scenario that a record describes.
    pub document: fn(&Record) -> Result<Document, Unreadable>,
    /// Keeps what is owed.
    pub keeping: reader::Keeping,
    /// Hears when the page goes away, and what other tabs keep.
    pub listen: fn(&Newest, &Rc<String>, &Callback<Action>) -> Vec<EventListener>,
    /// Has the browser keep the page, and tells of newer versions.
    pub watch: fn(Callback<Callback<()>>),
    /// What the press of a source or destination writes into the request bar.
    pub typed: fn(&Of, &Seen) -> Option<Draft>,
    /// A record that another tab wrote.
    pub record: fn(&str) -> Result<Record, Unreadable>,
}

type Importer = fn(&[(&str, &str)]) -> Result<Import<Scenario>, Vec<Finding>>;

part!(work: Work = Work {
    edited,
    label: Edit::label,
    shows: Edit::shows,
    import: nsp_formats::import,
    matrix,
    whole: Matrix::whole,
    examine: Scenario::findings,
    text: Scenario::to_text,
    save: save_file,
    download: download_text,
    drop: read_dropped,
    take: Workspace::work,
    stand_beside: Workspace::stand_beside,
    check: check_all,
    expectation: expectation::keep,
    keep_working: expectation::keep_working,
    markdown,
    start: reader::start,
    desk: Desk::of_record,
    document: Record::document,
    keeping: reader::KEEPING,
    listen,
    watch,
    typed,
    record: Record::from_text
});

fn matrix(
    before: Option<&Matrix>,
    compiled: &Compiled,
    extra: &[Extra],
    only: Option<&ResourceId>,
) -> Matrix {
    match before {
        Some(before) => before.after_at(compiled, extra, only),
        None => Matrix::new(compiled, extra),
    }
}

fn read_dropped(files: Vec<File>, placement: Placement, say: Callback<Action>) {
    wasm_bindgen_futures::spawn_local(async move {
        let files = read_files(files).await;
        say.emit(Action::Opened { files, placement });
    });
}

fn edited(scenario: &Scenario, edit: &Edit) -> Result<Scenario, String> {
    scenario.edited(edit).map_err(|error| error.to_string())
}
