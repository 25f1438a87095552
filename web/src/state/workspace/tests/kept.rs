//! What the browser keeps, and several scenarios beside one another.

use super::*;
use crate::state::desk::Keeping;

fn kept(workspace: &Workspace) -> Workspace {
    let standing = &workspace.standing;
    let record = workspace.desk().record("here", 1.0);
    let base = Shared::new(Base { revision: 1, ..record.base() });
    after(workspace, Action::Kept { id: standing.id.clone(), changes: standing.changes, base })
}

#[test]
fn looking_is_no_work_and_everything_else_is() {
    let start = start();
    let looked = after(&start, Action::Picked(2));
    assert_eq!(looked.standing.keeping, Keeping::Untouched);
    let draft = start.draft.clone().with(Field::From, "1");
    for action in [rename("Shop"), Action::Typed(draft.clone()), Action::Fired(draft)] {
        let worked = after(&looked, action);
        assert_eq!(worked.standing.keeping, Keeping::Edited);
        assert_eq!(kept(&worked).standing.keeping, Keeping::Saved);
    }
}

#[test]
fn what_changed_while_it_was_kept_is_still_to_be_kept() {
    let worked = after(&start(), rename("Shop"));
    let changes = worked.standing.changes;
    let record = worked.desk().record("here", 1.0);
    let more = at(&worked, rename("Shops"), 9_000.0);
    let base = Shared::new(record.base());
    let kept = after(&more, Action::Kept { id: more.standing.id.clone(), changes, base });
    assert_eq!(kept.standing.keeping, Keeping::Edited);
}

#[test]
fn another_scenario_leaves_the_work_on_the_first_alone() {
    let worked = after(&start(), rename("Shop"));
    let label = "New";
    let document = Box::new(Document::empty());
    let new = after(&worked, Action::Begun { label, document, origin: Origin::Own });
    assert!(names(&new).is_empty() && new.session.fired.is_empty());
    assert_eq!(new.parked.len(), 1);
    let id = worked.standing.id.clone();
    let back = after(&new, Action::Turned { id, record: None });
    assert_eq!(back.session.document.title(), "Shop");
    assert_eq!(back.history, worked.history, "with all its steps");
    assert!(back.parked.is_empty(), "nothing was done to the new one");
}

#[test]
fn an_example_or_a_link_never_takes_the_place_of_work() {
    let worked = kept(&after(&start(), rename("Shop")));
    for action in [
        Action::Begun {
            label: "The example",
            document: Box::new(Document::empty()),
            origin: Origin::Example,
        },
        opened(ACCOUNT, Placement::Apart),
        Action::Duplicated,
        Action::Begun {
            label: "A link",
            document: Box::new(Document::empty()),
            origin: Origin::Link,
        },
    ] {
        let other = after(&worked, action.clone());
        assert_ne!(other.standing.id, worked.standing.id, "{action:?}");
        assert_eq!(other.parked.len(), 1, "{action:?}");
        assert_eq!(other.parked[0].session.document, worked.session.document);
    }
}

#[test]
fn a_record_comes_back_with_what_was_half_typed() {
    let typed = start().draft.with(Field::From, "198.51.");
    let worked = after(&after(&start(), Action::Picked(3)), Action::Typed(typed.clone()));
    let record = worked.desk().record("here", 1.0);
    let id = worked.standing.id.clone();
    let back = Workspace::of(Desk::of_record(id, &record).unwrap());
    assert_eq!(back.draft, typed);
    assert_eq!(back.session.picked, Some(3));
    assert_eq!(back.session.written(), worked.session.written());
    assert_eq!(back.standing.keeping, Keeping::Saved);
}

#[test]
fn a_deleted_scenario_can_be_had_back() {
    let worked = kept(&after(&start(), rename("Shop")));
    let id = worked.standing.id.clone();
    let gone = after(&worked, Action::Deleted { id: id.clone(), record: None, next: None });
    assert_ne!(gone.standing.id, id);
    let notice = gone.notice.clone().expect("it is said");
    let back = after(&gone, offer(&notice, "Undo"));
    assert_eq!((&back.standing.id, &back.standing.keeping), (&id, &Keeping::Edited));
    assert_eq!(back.session.document, worked.session.document);
    assert_eq!(back.history, worked.history);
}

#[test]
fn what_another_tab_wrote_is_opened_or_stands_beside() {
    let worked = kept(&after(&start(), rename("Shop")));
    let theirs = after(&worked, rename("Theirs"));
    let record = Box::new(Record { revision: 2, ..theirs.desk().record("there", 2.0) });
    let mine = at(&worked, rename("Mine"), 9_000.0);
    let id = mine.standing.id.clone();
    let trouble = Trouble::Theirs(record);
    let told = after(&mine, Action::NotKept { id: id.clone(), trouble });
    assert!(!told.standing.is_owed(), "nothing is written over it");
    let notice = told.notice.clone().expect("it is said");

    let opened = after(&told, offer(&notice, "Open theirs"));
    assert_eq!(opened.session.document.title(), "Theirs");
    assert_eq!(opened.standing.keeping, Keeping::Saved);
    assert_eq!(after(&opened, Action::Undone).session.document.title(), "Mine");

    let copied = after(&told, offer(&notice, "Keep mine as a copy"));
    assert_eq!(copied.session.document.title(), "Mine, copy");
    assert_ne!(copied.standing.id, id);
    assert!(copied.standing.is_owed() && copied.standing.base.is_none());
}

#[test]
fn what_is_written_after_another_tab_wrote_is_kept_as_a_copy() {
    let read = kept(&after(&start(), rename("Shop")));
    let theirs = after(&read, Action::Fired(read.draft.clone().with(Field::From, "192.0.2.1")));
    let record = Box::new(Record { revision: 2, ..theirs.desk().record("there", 2.0) });
    let id = read.standing.id.clone();
    let told = after(&read, Action::NotKept { id: id.clone(), trouble: Trouble::Theirs(record) });
    let looked = after(&told, Action::Picked(2));
    assert_eq!(looked.standing.id, id, "to look is not to write");

    let typed = told.draft.clone().with(Field::From, "198.51.");
    for (action, title) in [
        (rename("Mine"), "Mine"),
        (Action::Typed(typed.clone()), "Shop, copy"),
        (Action::Fired(typed), "Shop, copy"),
    ] {
        let wrote = at(&looked, action.clone(), 19_000.0);
        assert_ne!(wrote.standing.id, id, "{action:?}");
        assert!(wrote.standing.is_owed() && wrote.standing.base.is_none(), "{action:?}");
        assert_eq!(wrote.session.document.title(), title, "{action:?}");
        let notice = wrote.notice.clone().expect("it is said");
        assert!(notice.text.contains(&*wrote.session.document.title()), "{}", notice.text);
        let opened = after(&wrote, offer(&notice, "Open theirs"));
        assert_eq!(opened.session.document.title(), "Shop");
        assert_eq!(opened.session.fired.len(), theirs.session.fired.len());
        assert_eq!(opened.standing.id, id);
        assert_eq!(opened.parked.len(), 1, "the copy is still there");
    }
}

#[test]
fn a_full_storage_is_said_once_and_tried_again() {
    let worked = after(&start(), rename("Shop"));
    let id = worked.standing.id.clone();
    let full = Action::NotKept { id, trouble: Trouble::Full };
    let told = after(&worked, full.clone());
    assert!(told.notice.as_ref().unwrap().text.contains("storage is full"));
    assert!(told.standing.is_owed());
    let read = after(&told, Action::NoticeClosed);
    assert_eq!(after(&read, full).notice, None);
    assert_eq!(kept(&read).standing.keeping, Keeping::Saved);
}

#[test]
fn a_request_gets_another_name_in_one_step_and_its_own_back() {
    let name = |workspace: &Workspace| workspace.session.fired[0].draft.name.to_string();
    let begun = start();
    let mut named = begun.clone();
    for (keystroke, text) in ["p", "pa", "payments"].into_iter().enumerate() {
        let rename = Edit::Rename(Thing::Request(0), text.to_owned());
        named = at(&named, Action::Edited(rename), 300.0 * keystroke as f64);
    }
    assert_eq!(name(&named), "payments");
    assert_eq!(named.session.written().requests[0].name.as_deref(), Some("payments"));
    assert_eq!(labels(&named).len(), labels(&begun).len() + 1);
    let back = after(&named, Action::Undone);
    assert_eq!(name(&back), name(&begun));
    assert_eq!(name(&after(&back, Action::Redone)), "payments");
}
