//! One scenario of the menu.

use std::ops::Deref;

use yew::prelude::*;

use super::MENU;
use crate::state::{
    Action, Browser, Desk, Entry, Notice, RecordId, Shelf, Unreadable, Workspace, download_text,
    use_dispatch, use_workspace,
};
use crate::ui::{Button, ButtonKind, Symbol};

/// What the menu lists: what the browser keeps, and what only this tab has.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Rows(Vec<Listed>);

/// One of them.
#[derive(Clone, PartialEq)]
pub(super) struct Listed {
    pub(super) id: RecordId,
    title: AttrValue,
    state: State,
}

#[derive(Clone, PartialEq)]
enum State {
    Kept(Box<Entry>),
    InThisTab,
    Unreadable(Box<Entry>, Unreadable),
}

impl Rows {
    pub(super) fn of(entries: Vec<Entry>, workspace: &Workspace) -> Self {
        let desks = workspace.desks();
        let unkept = desks.iter().filter(|desk| {
            let known = |entry: &Entry| entry.id == desk.standing.id;
            desk.standing.is_touched() && !entries.iter().any(known)
        });
        let unkept = unkept.map(|desk| {
            let Desk { session, standing, .. } = &**desk;
            let title = session.document.title();
            Listed { id: standing.id.clone(), title, state: State::InThisTab }
        });
        let unkept: Vec<Listed> = unkept.collect();
        let kept = entries.into_iter().map(|entry| {
            let (title, state) = match &entry.record {
                Ok(record) => {
                    let title = AttrValue::from(record.title.clone());
                    (title, State::Kept(Box::new(entry.clone())))
                }
                Err(reason) => {
                    let title = AttrValue::from("A scenario that cannot be read");
                    (title, State::Unreadable(Box::new(entry.clone()), *reason))
                }
            };
            Listed { id: entry.id, title, state }
        });
        Self(unkept.into_iter().chain(kept).collect())
    }
}

impl Deref for Rows {
    type Target = [Listed];

    fn deref(&self) -> &[Listed] {
        &self.0
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RowProps {
    pub(super) row: Listed,
}

/// A press opens it. Beside it, what deletes it; or what takes away a text that cannot be read.
#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let Listed { id, title, state } = &props.row;
    let current = *id == workspace.standing.id;
    let label = format!("Delete {title}");
    match state {
        State::Unreadable(entry, reason) => {
            let file = format!("{id}.txt");
            let on_download = {
                let (file, text) = (file.clone(), entry.text.clone());
                Callback::from(move |()| download_text(&file, &text))
            };
            let on_delete = {
                let (id, text) = (id.clone(), entry.text.clone());
                say.reform(move |()| {
                    Shelf(Browser).remove(&id);
                    let notice = Notice::status("Deleted a scenario that could not be read.");
                    Action::Told(notice.giving(file.clone(), text.clone()))
                })
            };
            html! {
                <li class="nsp-scenarios__row">
                    <span class="nsp-scenarios__open">
                        <span class="nsp-scenarios__title">{title.clone()}</span>
                        <span class="nsp-scenarios__when">{match reason {
                            Unreadable::Damaged => "damaged",
                            Unreadable::Newer => "of a newer version",
                        }}</span>
                    </span>
                    <Button label="Download" kind={ButtonKind::Line} on_press={on_download} />
                    <Button {label} icon={Symbol::Close} bare=true on_press={on_delete} />
                </li>
            }
        }
        State::Kept(_) | State::InThisTab => {
            let record = match state {
                State::Kept(entry) => entry.record.as_ref().ok().cloned().map(Box::new),
                _ => None,
            };
            let when =
                record.as_ref().map_or_else(|| "in this tab only".to_owned(), |it| date(it.at));
            let onclick = {
                let (id, record) = (id.clone(), record.clone());
                say.reform(move |_: MouseEvent| Action::Turned {
                    id: id.clone(),
                    record: record.clone(),
                })
            };
            let on_delete = {
                let id = id.clone();
                say.reform(move |()| delete(&id, record.clone()))
            };
            html! {
                <li class="nsp-scenarios__row">
                    <button class="nsp-scenarios__open" type="button" {onclick} popovertarget={MENU}
                        popovertargetaction="hide" aria-current={current.then_some("true")}>
                        <span class="nsp-scenarios__title">{title.clone()}</span>
                        <span class="nsp-scenarios__when">{if current { "open".to_owned() } else { when }}</span>
                    </button>
                    <Button {label} icon={Symbol::Close} bare=true on_press={on_delete} />
                </li>
            }
        }
    }
}

/// Takes a record out of the browser; the newest of the others is opened where it was open.
fn delete(id: &RecordId, record: Option<Box<crate::state::Record>>) -> Action {
    let shelf = Shelf(Browser);
    shelf.remove(id);
    let next = shelf.entries().into_iter().find_map(|entry| {
        let record = entry.record.ok()?;
        Some((entry.id, Box::new(record)))
    });
    Action::Deleted { id: id.clone(), record, next }
}

/// A moment as the reader's own language has it.
fn date(at: f64) -> String {
    let options = js_sys::Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // A plain object takes every member.
        drop(js_sys::Reflect::set(&options, &key.into(), &value.into()));
    }
    let date = js_sys::Date::new(&at.into());
    String::from(date.to_locale_string("default", &options))
}
