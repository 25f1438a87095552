//! Requests through an edit: what an edit renames, the requests beside the document name anew.

use nsp_formats::scenario::{Request, Scenario};

use super::estate::Later;
use super::history::Crossing;
use super::session::{Asked, Fired, Session};
use super::{Document, Draft, Estate, Shared};

/// A document with everything that is asked of it, on its way through an edit.
pub(super) struct Cargo {
    /// The scenario with the requests that were fired, and behind them the one half typed.
    pub(super) scenario: Scenario,
    typed: Request,
}

impl Cargo {
    /// Loads a session's requests, and the one half typed, onto a document.
    pub(super) fn load(session: &Session, document: &Document, draft: &Draft) -> Self {
        let typed = draft.to_save();
        let fired = session.fired.iter().map(|fired| (*fired.request).clone());
        let requests = fired.chain([typed.clone()]).collect();
        Self { scenario: Scenario { requests, ..(*document.scenario).clone() }, typed }
    }

    /// Puts what came through the edit into the session; says what became of the requests.
    pub(super) fn unload(
        &self,
        session: &mut Session,
        draft: &mut Draft,
        mut after: Scenario,
    ) -> Crossing {
        let count = self.scenario.requests.len();
        let same = after.requests.len() == count;
        // An edit that takes requests away may have taken the one half typed.
        let typed = if same || after.requests.last() == Some(&self.typed) {
            after.requests.pop()
        } else {
            None
        };
        let asked = Asked { fired: session.fired.clone(), picked: session.picked };
        let requests = after.requests.clone();
        session.change(session.document.edited(after));
        if same {
            let typed = typed.filter(|typed| *typed != self.typed);
            Crossing::Carried(carry(session, draft, &requests, typed.as_ref()))
        } else {
            replace(session, &requests);
            Crossing::Replaced(asked)
        }
    }
}

/// Renames what the requests name; the pairs of those that changed.
fn carry(
    session: &mut Session,
    draft: &mut Draft,
    requests: &[Request],
    typed: Option<&Request>,
) -> Vec<(Draft, Draft)> {
    let estate = session.estate.clone();
    let changed = session.fired.iter().zip(requests).any(|(fired, after)| *fired.request != *after);
    let mut carried = Vec::new();
    if changed {
        for (fired, after) in session.fired.make_mut().iter_mut().zip(requests) {
            if *fired.request != *after {
                let renamed = Draft::saved(after, estate.snapshot());
                carried.push((fired.draft.clone(), renamed.clone()));
                rename(fired, renamed, Shared::new(after.clone()), &estate);
            }
        }
    }
    if let Some(typed) = typed {
        let renamed = Draft::saved(typed, estate.snapshot());
        carried.push((draft.clone(), renamed.clone()));
        *draft = renamed;
    }
    carried
}

/// Takes the requests that an edit left, each under its number if it had one.
fn replace(session: &mut Session, requests: &[Request]) {
    let mut before: Vec<Fired> = session.fired.iter().cloned().collect();
    let estate = session.estate.clone();
    let mut next = before.iter().map(|fired| fired.number + 1).max().unwrap_or_default();
    let mut after = Vec::with_capacity(requests.len());
    for request in requests {
        let known = before.iter().position(|fired| *fired.request == *request);
        after.push(match known {
            Some(place) => before.remove(place),
            None => {
                let draft = Draft::saved(request, estate.snapshot());
                let answer = Later::new(estate.clone(), draft.clone());
                next += 1;
                Fired { number: next - 1, draft, request: Shared::new(request.clone()), answer }
            }
        });
    }
    session.fired = Shared::new(after);
    session.show_first();
}

/// What becomes of the requests when a step is crossed; the crossing for the way back.
pub(super) fn cross(
    session: &mut Session,
    draft: &mut Draft,
    crossing: &Crossing,
    back: bool,
) -> Crossing {
    match crossing {
        Crossing::Replaced(asked) => Crossing::Replaced(session.swap(asked)),
        Crossing::Carried(pairs) => {
            let estate = session.estate.clone();
            let renamed = |draft: &Draft| {
                let turned = pairs.iter().map(|(a, b)| if back { (b, a) } else { (a, b) });
                let mut fitting = turned.filter(|(from, _)| from.asks_like(draft));
                fitting.next().map(|(from, to)| match draft.name == from.name {
                    true => to.clone(),
                    false => to.clone().named(draft.name.clone()),
                })
            };
            if let Some(typed) = renamed(draft) {
                *draft = typed;
            }
            if !pairs.is_empty() {
                for fired in session.fired.make_mut() {
                    if let Some(draft) = renamed(&fired.draft) {
                        let extra = fired.request.extra.clone();
                        let request = Request { extra, ..draft.to_save() };
                        rename(fired, draft, Shared::new(request), &estate);
                    }
                }
            }
            crossing.clone()
        }
    }
}

fn rename(fired: &mut Fired, draft: Draft, request: Shared<Request>, estate: &Shared<Estate>) {
    fired.answer = Later::new(estate.clone(), draft.clone());
    fired.draft = draft;
    fired.request = request;
}
