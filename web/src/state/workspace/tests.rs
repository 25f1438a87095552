//! The reducer, without a browser.

mod kept;

use super::*;
use crate::examples::EXAMPLES;
use crate::state::{Does, Field};

const ACCOUNT: &str = r#"{
  "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/stbare",
  "properties": { "publicNetworkAccess": "Enabled", "networkAcls": { "defaultAction": "Deny" } }
}"#;

fn opened(text: &str, placement: Placement) -> Action {
    let files = vec![SourceFile { name: "new.json".to_owned(), text: text.to_owned() }];
    Action::Opened { files, placement }
}

fn start() -> Workspace {
    Workspace::example(RecordId::new(0, 0))
}

thread_local! {
    static IDS: std::cell::Cell<u32> = const { std::cell::Cell::new(1) };
}

fn fresh() -> RecordId {
    RecordId::new(1, IDS.replace(IDS.get() + 1))
}

fn after(workspace: &Workspace, action: Action) -> Workspace {
    at(workspace, action, 0.0)
}

fn at(workspace: &Workspace, action: Action, at: f64) -> Workspace {
    (*Rc::new(workspace.clone()).reduce(Happened { action, at, fresh: fresh() })).clone()
}

fn offer(notice: &Notice, label: &str) -> Action {
    let offer = notice.offers.iter().find(|offer| offer.label == label).expect("it is offered");
    match &offer.does {
        Does::Say(says) => says.emit(()),
        other => panic!("{other:?}"),
    }
}

fn can_undo(workspace: &Workspace) -> bool {
    workspace.history.undone().is_some()
}

fn can_redo(workspace: &Workspace) -> bool {
    workspace.history.redone().is_some()
}

fn labels(workspace: &Workspace) -> Vec<String> {
    workspace.history.steps().0.iter().map(|step| step.label.to_string()).collect()
}

fn names(workspace: &Workspace) -> Vec<String> {
    let resources = &workspace.session.estate.snapshot().resources;
    resources.iter().map(|resource| resource.id.name().to_owned()).collect()
}

/// The verdicts of the shown request, Transition first.
fn verdicts(workspace: &Workspace) -> Option<(&'static str, &'static str)> {
    let answered = (*workspace.session.shown()?.answer).as_ref().ok()?;
    let comparison = &answered.comparison;
    Some((comparison.transition.as_ref()?.verdict, comparison.enforced.as_ref()?.verdict))
}

#[test]
fn the_example_breaks_and_every_request_of_it_can_be_asked() {
    let workspace = start();
    assert_eq!(verdicts(&workspace), Some(("allowed", "denied")));
    assert!(workspace.session.findings.is_empty(), "{:#?}", &*workspace.session.findings);
    assert!(workspace.session.fired.len() >= 5);
    for fired in workspace.session.fired.iter() {
        assert!(fired.answer.is_ok(), "{:?}", fired.draft);
    }
}

#[test]
fn what_replaces_can_be_taken_back_and_put_forth() {
    let start = start();
    let opened = after(&start, opened(ACCOUNT, Placement::Replace));
    assert_eq!(names(&opened), ["stbare"]);
    assert_eq!(opened.session.starting_draft().get(Field::Resource), "stbare");
    assert!(can_undo(&opened) && !can_redo(&opened));
    let back = after(&opened, Action::Undone);
    assert_eq!(names(&back), names(&start));
    assert_eq!(back.session.fired.len(), start.session.fired.len());
    assert_eq!(verdicts(&back), verdicts(&start));
    assert_eq!(back.session.document, start.session.document);
    let forth = after(&back, Action::Redone);
    assert_eq!(names(&forth), ["stbare"]);
    assert_eq!(forth.session.starting_draft().get(Field::Resource), "stbare");
}

#[test]
fn what_is_added_keeps_the_requests() {
    let start = start();
    let added = after(&start, opened(ACCOUNT, Placement::Add));
    assert_eq!(names(&added), ["stweb", "stdata", "kvmain", "stbare"]);
    assert_eq!(added.session.fired.len(), start.session.fired.len());
    assert_eq!(verdicts(&added), Some(("allowed", "denied")));
    let again = after(&added, opened(ACCOUNT, Placement::Add));
    assert_eq!(names(&again), names(&added), "a document of the same name takes its place");
}

#[test]
fn a_bad_document_leaves_the_session_alone() {
    let start = start();
    for text in ["{", "[1, 2", "{\"nspScenario\": 99}", "\"a text\""] {
        let refused = after(&start, opened(text, Placement::Replace));
        assert_eq!(refused.session, start.session, "{text}");
        let reason = refused.refused.as_ref().expect("it says why");
        assert!(!reason.findings.is_empty(), "{text}");
        assert!(after(&refused, Action::RefusedClosed).refused.is_none());
        assert!(!can_undo(&refused));
    }
}

#[test]
fn of_a_document_with_an_error_the_rest_can_be_taken() {
    let start = start();
    let text = EXAMPLES[0].file().text.replace("[\"203.0.113.0/24\"]", "[\"203.0.113.0/33\"]");
    let refused = after(&start, opened(&text, Placement::Replace));
    assert_eq!(refused.session, start.session);

    let file = SourceFile { name: "link.json".to_owned(), text };
    let file = Some((file, Origin::Link));
    let linked = Shared::new(Arrival { file, ..Arrival::default() });
    let linked = after(&start, Action::Arrived(linked));
    assert!(linked.refused.is_none(), "a link is opened beside what is open, as far as it goes");
    assert_ne!(linked.standing.id, start.standing.id);
    assert!(0 < linked.session.problems() && linked.notice.is_some(), "and the rest is told");

    let taken = after(&refused, Action::RefusedTaken);
    assert!(taken.refused.is_none() && can_undo(&taken));
    assert!(!taken.session.findings.is_empty(), "what is missing stays in view");
}

#[test]
fn the_only_resource_is_asked_where_none_is_named() {
    let empty = Document::empty();
    let start = after(
        &start(),
        Action::Begun { label: "New", document: Box::new(empty), origin: Origin::Own },
    );
    let errors = start.session.estate.ask(&start.draft).unwrap_err();
    assert_eq!(errors[0].message, "Choose a resource.");
    assert_eq!(start.session.estate.completed(start.draft.clone()), start.draft);
    let text = ACCOUNT.to_owned();
    let files = [SourceFile { name: "one.json".to_owned(), text }];
    let one = Session::new(Document::read(&files, Placement::Replace).unwrap());
    let draft = one.estate.completed(start.draft.clone());
    assert_eq!(draft.get(Field::Resource), "stbare");
    let chosen = draft.with(Field::Resource, "other");
    assert_eq!(one.estate.completed(chosen.clone()), chosen);
}

#[test]
fn a_request_is_listed_once_and_shown_again() {
    let start = start();
    let count = start.session.fired.len();
    let draft = start.session.starting_draft().named("").with(Field::From, "192.0.2.1");
    let fired = after(&start, Action::Fired(draft.clone()));
    assert_eq!(fired.session.fired.len(), count + 1);
    assert_eq!(verdicts(&fired), Some(("denied", "denied")));
    let picked = after(&fired, Action::Picked(0));
    assert_eq!(verdicts(&picked), Some(("allowed", "denied")));
    let again = after(&picked, Action::Fired(draft));
    assert_eq!(again.session.fired.len(), count + 1);
    assert_eq!(again.session.picked, Some(count));
}

#[test]
fn a_request_for_a_resource_that_is_gone_says_so() {
    let start = start();
    let bare = after(&start, opened(ACCOUNT, Placement::Replace));
    let stray = Draft::default().with(Field::Resource, "stweb");
    let fired = after(&bare, Action::Fired(stray));
    let shown = fired.session.shown().expect("it is shown");
    let errors = (*shown.answer).as_ref().expect_err("it cannot be asked");
    assert_eq!(errors[0].field, Field::Resource);
}

#[test]
fn nothing_happens_where_there_is_no_way_back() {
    let start = Rc::new(start());
    for action in [Action::Undone, Action::Redone, Action::RefusedClosed, Action::RefusedTaken] {
        let happened = Happened { action, at: 0.0, fresh: fresh() };
        assert!(Rc::ptr_eq(&start, &Rc::clone(&start).reduce(happened)), "and nothing is drawn");
    }
}

#[test]
fn the_revision_can_be_chosen_and_taken_back() {
    let start = start();
    let smb = start.session.starting_draft().with(Field::Protocol, "smb");
    let asked = after(&start, Action::Fired(smb));
    assert_eq!(verdicts(&asked), Some(("allowed", "denied")));
    let later = after(&asked, Action::RevisionChosen(Revision::GeneralAvailability));
    assert_eq!(verdicts(&later), Some(("denied", "denied")), "the same request is shown");
    assert_eq!(later.session.fired.len(), asked.session.fired.len());
    let added = after(&later, opened(ACCOUNT, Placement::Add));
    let revision = |workspace: &Workspace| workspace.session.estate.snapshot().revision;
    assert_eq!(revision(&added), Revision::GeneralAvailability, "the choice stays");
    assert_eq!(verdicts(&after(&later, Action::Undone)), Some(("allowed", "denied")));
}

fn rename(name: &str) -> Action {
    Action::Edited(Edit::Rename(Thing::Scenario, name.to_owned()))
}

#[test]
fn typing_into_one_field_is_one_step() {
    let mut workspace = start();
    let (first, title) = (labels(&workspace).len(), workspace.session.document.title());
    for (keystroke, name) in ["S", "Sh", "Sho", "Shop"].into_iter().enumerate() {
        workspace = at(&workspace, rename(name), 300.0 * keystroke as f64);
    }
    assert_eq!(labels(&workspace).len(), first + 1, "{:?}", labels(&workspace));
    assert!(labels(&workspace).last().unwrap().contains("Shop"));
    let later = at(&workspace, rename("Shops"), 60_000.0);
    assert_eq!(labels(&later).len(), first + 2, "after a pause it is another");
    let back = after(&workspace, Action::Undone);
    assert_eq!(back.session.document.title(), title);
    let typed_on = at(&after(&back, Action::Redone), rename("Shopping"), 1_000.0);
    assert_eq!(labels(&typed_on).len(), first + 2, "what was taken back is not typed on");
}

#[test]
fn any_step_of_the_history_can_be_gone_to() {
    let mut workspace = start();
    for (step, name) in ["one", "two", "three"].into_iter().enumerate() {
        workspace = at(&workspace, rename(name), 10_000.0 * step as f64);
    }
    let title = |workspace: &Workspace| workspace.session.document.title();
    let back = after(&workspace, Action::GoneTo(1));
    assert_eq!(title(&back), "one");
    assert_eq!(labels(&back), labels(&workspace), "the way forth stays open");
    assert_eq!(title(&after(&back, Action::GoneTo(3))), "three");
    assert_eq!(title(&after(&back, Action::GoneTo(9))), "one", "there is no such step");
    let other = at(&back, rename("other"), 90_000.0);
    assert!(!can_redo(&other) && labels(&other).len() == 3);
}

#[test]
fn fired_requests_outlive_undo_and_go_out_with_the_document() {
    let start = at(&start(), rename("Shop"), 0.0);
    let draft = start.session.starting_draft().named("").with(Field::From, "192.0.2.1");
    let fired = after(&start, Action::Fired(draft));
    let count = fired.session.fired.len();
    let back = after(&fired, Action::Undone);
    assert_eq!(back.session.fired.len(), count);
    let text = back.session.written().to_text();
    let again = Session::new(Document::new(Scenario::parse("", &text).unwrap().value));
    assert_eq!(again.fired.len(), count);
    assert_eq!(
        again.fired.iter().map(|it| it.draft.clone()).collect::<Vec<_>>(),
        back.session.fired.iter().map(|it| it.draft.clone()).collect::<Vec<_>>(),
    );
}

#[test]
fn a_request_taken_off_the_list_can_be_put_back() {
    let start = start();
    let number = start.session.picked.unwrap();
    let gone = after(&start, Action::Forgotten(number));
    assert_eq!(gone.session.fired.len(), start.session.fired.len() - 1);
    assert_ne!(gone.session.picked, Some(number));
    let notice = gone.notice.clone().expect("it is said");
    let back = after(&gone, offer(&notice, "Undo"));
    assert_eq!(back.session.picked, Some(number));
    assert_eq!(verdicts(&back), verdicts(&start));
    assert_eq!(back.session.written(), start.session.written());
}

#[test]
fn a_keystroke_in_the_request_bar_redraws_nothing_else() {
    let start = start();
    let typed = |text: &'static str| Action::Typed(start.draft.clone().with(Field::From, text));
    let first = after(&start, typed("1"));
    let typed = after(&first, typed("19"));
    assert!(typed != first && typed.alike_but_draft(&first));
    let edited = after(&typed, rename("Shop"));
    assert_eq!(edited.draft.get(Field::From), "19", "an edit leaves it alone");
}
