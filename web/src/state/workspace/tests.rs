//! The reducer, without a browser.

use super::*;

const ACCOUNT: &str = r#"{
  "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/stbare",
  "properties": { "publicNetworkAccess": "Enabled", "networkAcls": { "defaultAction": "Deny" } }
}"#;

fn opened(text: &str, placement: Placement) -> Action {
    let files = vec![SourceFile { name: "new.json".to_owned(), text: text.to_owned() }];
    Action::Opened { files, placement }
}

fn after(workspace: &Workspace, action: Action) -> Workspace {
    (*Rc::new(workspace.clone()).reduce(action)).clone()
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
    let workspace = Workspace::example();
    assert_eq!(verdicts(&workspace), Some(("allowed", "denied")));
    assert!(
        workspace.session.estate.findings.is_empty(),
        "{:#?}",
        workspace.session.estate.findings
    );
    assert!(workspace.session.fired.len() >= 5);
    for fired in &workspace.session.fired {
        assert!(fired.answer.is_ok(), "{:?}", fired.draft);
    }
}

#[test]
fn what_replaces_can_be_taken_back_and_put_forth() {
    let start = Workspace::example();
    let opened = after(&start, opened(ACCOUNT, Placement::Replace));
    assert_eq!(names(&opened), ["stbare"]);
    assert_eq!(opened.session.starting_draft().get(Field::Resource), "stbare");
    assert!(opened.can_undo() && !opened.can_redo());
    let back = after(&opened, Action::Undone);
    assert_eq!(back.session, start.session);
    assert_eq!(after(&back, Action::Redone).session, opened.session);
}

#[test]
fn what_is_added_keeps_the_requests() {
    let start = Workspace::example();
    let added = after(&start, opened(ACCOUNT, Placement::Add));
    assert_eq!(names(&added), ["stweb", "stdata", "kvmain", "stbare"]);
    assert_eq!(added.session.fired.len(), start.session.fired.len());
    assert_eq!(verdicts(&added), Some(("allowed", "denied")));
    let again = after(&added, opened(ACCOUNT, Placement::Add));
    assert_eq!(names(&again), names(&added), "a document of the same name takes its place");
}

#[test]
fn a_bad_document_leaves_the_session_alone() {
    let start = Workspace::example();
    for text in ["{", "[1, 2", "{\"nspScenario\": 99}", "\"a text\""] {
        let refused = after(&start, opened(text, Placement::Replace));
        assert_eq!(refused.session, start.session, "{text}");
        let reason = refused.refused.as_ref().expect("it says why");
        assert!(!reason.findings.is_empty(), "{text}");
        assert!(after(&refused, Action::RefusedClosed).refused.is_none());
        assert!(!refused.can_undo());
    }
}

#[test]
fn of_a_document_with_an_error_the_rest_can_be_taken() {
    let start = Workspace::example();
    let text = EXAMPLE.1.replace("[\"203.0.113.0/24\"]", "[\"203.0.113.0/33\"]");
    let refused = after(&start, opened(&text, Placement::Replace));
    assert_eq!(refused.session, start.session);
    let taken = after(&refused, Action::RefusedTaken);
    assert!(taken.refused.is_none() && taken.can_undo());
    assert!(!taken.session.estate.findings.is_empty(), "what is missing stays in view");
}

#[test]
fn a_request_is_listed_once_and_shown_again() {
    let start = Workspace::example();
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
    let start = Workspace::example();
    let bare = after(&start, opened(ACCOUNT, Placement::Replace));
    let stray = Draft::default().with(Field::Resource, "stweb");
    let fired = after(&bare, Action::Fired(stray));
    let shown = fired.session.shown().expect("it is shown");
    let errors = (*shown.answer).as_ref().expect_err("it cannot be asked");
    assert_eq!(errors[0].field, Field::Resource);
}

#[test]
fn nothing_happens_where_there_is_no_way_back() {
    let start = Rc::new(Workspace::example());
    for action in [Action::Undone, Action::Redone, Action::RefusedClosed, Action::RefusedTaken] {
        assert!(Rc::ptr_eq(&start, &Rc::clone(&start).reduce(action)), "and nothing is drawn");
    }
}

#[test]
fn the_revision_can_be_chosen_and_taken_back() {
    let start = Workspace::example();
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
