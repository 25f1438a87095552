//! What changes over all traffic, worked out bit by bit as far as somebody wants to know.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use nsp_analysis::cells::Turn;
use nsp_analysis::difference::{Difference, Why, associated, of_states, stays};
use nsp_core::{ResourceId, State};
use yew::prelude::*;

use super::{Estate, Session, Shared, use_workspace};
use crate::parts::{Tools, fetch_breaks};
use crate::view::{Drawer, use_view};

/// Milliseconds of work between two looks at what else there is to do.
const SLICE: f64 = 10.0;
/// Milliseconds after which what was found so far is shown.
const SHOWN: f64 = 600.0;
/// Estates of more resources are looked at only while the list is open.
const SMALL: usize = 60;
/// Milliseconds after which a small one is looked at, though nobody has asked: the first screen has
/// come to rest.
const RESTED: u32 = 1_000;

/// Two states, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// Not associated, then Transition.
    Associate,
    /// As it is, then Enforced.
    Enforce,
}

/// What changes at one resource.
#[derive(Debug)]
pub struct Part {
    pub resource: ResourceId,
    /// Inbound, outbound; none where nothing can be said.
    pub differences: Vec<Difference>,
    /// Why nothing can be said, where nothing can.
    pub left_out: Option<Why>,
}

/// What changes in an estate, as far as it has been looked at.
#[derive(Clone, Debug)]
pub struct Report {
    pub estate: Shared<Estate>,
    pub leg: Leg,
    pub parts: Vec<Rc<Part>>,
    /// How many resources are still to be looked at.
    pub left: usize,
    /// How many permissions end.
    pub lost: usize,
}

/// Both reports, as far as they are there.
#[derive(Clone, PartialEq)]
pub struct Breaks {
    pub enforce: Option<Shared<Report>>,
    pub associate: Option<Shared<Report>>,
    /// Somebody is about to look.
    pub want: Callback<Leg>,
    /// Whether the report on enforcing is made though nobody looks at it.
    pub always: bool,
    /// How many errors and warnings there are, of documents and of what is configured.
    pub problems: Option<usize>,
}

impl Breaks {
    /// How many permissions end: `None` before that is known.
    #[must_use]
    pub fn ends(&self) -> Option<usize> {
        let whole = self.enforce.as_ref().filter(|report| report.left == 0);
        whole.map(|report| report.lost)
    }

    /// How many problems a session has, as far as that is known.
    #[must_use]
    pub fn problems(&self, session: &Session) -> usize {
        self.problems.unwrap_or_else(|| if self.always { 0 } else { session.problems() })
    }
}

#[derive(Properties, PartialEq)]
pub struct BreaksProviderProps {
    pub children: Html,
}

/// After an edit, resources that it did not concern are not looked at again.
#[component]
pub fn BreaksProvider(props: &BreaksProviderProps) -> Html {
    let workspace = use_workspace();
    let view = use_view();
    let expected = use_state_eq(|| false);
    let associating = use_state_eq(|| false);
    let session = &workspace.session;
    let estate = &session.estate;
    let files = &session.document.files;
    let open = view.drawer == Some(Drawer::Breaks);
    let small = estate.snapshot().resources.len() <= SMALL;
    let enforce = use_report(estate, files, Leg::Enforce, open || small && *expected);
    let problems = use_problems(session, small && *expected);
    use_effect_with((), {
        let expected = expected.clone();
        move |()| {
            let rest = Timeout::new(RESTED, move || expected.set(true));
            move || drop(rest)
        }
    });
    let associate = use_report(estate, files, Leg::Associate, open && *associating);
    let want = use_callback((), move |leg, ()| match leg {
        Leg::Associate => associating.set(true),
        Leg::Enforce => expected.set(true),
    });
    let breaks = Breaks { enforce, associate, want, always: small, problems };
    html! {
        <ContextProvider<Breaks> context={breaks}>
            {props.children.clone()}
        </ContextProvider<Breaks>>
    }
}

/// What changes over all traffic.
#[hook]
#[expect(clippy::expect_used, reason = "a component outside of the provider is a mistake here")]
pub fn use_breaks() -> Breaks {
    use_context().expect("within the provider")
}

/// What was found in this estate, or before the last edit of what was read from these files until
/// that is looked at again.
#[hook]
fn use_report(
    estate: &Shared<Estate>,
    files: &Rc<[AttrValue]>,
    leg: Leg,
    wanted: bool,
) -> Option<Shared<Report>> {
    let report = use_state(|| None::<(Rc<[AttrValue]>, Shared<Report>)>);
    let last = use_mut_ref(|| None::<Shared<Report>>);
    use_effect_with((estate.clone(), wanted), {
        let (report, files) = (report.clone(), Rc::clone(files));
        move |(estate, wanted)| {
            let stopped = Rc::new(Cell::new(!wanted));
            if *wanted {
                let (estate, stopped) = (estate.clone(), Rc::clone(&stopped));
                wasm_bindgen_futures::spawn_local(async move {
                    let Some(tools) = fetch_breaks().await else { return };
                    let survey = (tools.begin)(estate, leg, last.borrow().as_deref());
                    let tell = Callback::from(move |found: Shared<Report>| {
                        last.replace(Some(found.clone()));
                        report.set(Some((Rc::clone(&files), found)));
                    });
                    go_on(tools, Rc::new(RefCell::new(survey)), stopped, tell);
                });
            }
            move || stopped.set(true)
        }
    });
    let (of, found) = report.as_ref()?;
    let is_of = found.estate == *estate || wanted && Rc::ptr_eq(of, files);
    is_of.then(|| found.clone())
}

/// The number that was counted last.
#[hook]
fn use_problems(session: &Session, wanted: bool) -> Option<usize> {
    let counted = use_state_eq(|| None);
    use_effect_with((session.estate.clone(), session.findings.clone(), wanted), {
        let counted = counted.clone();
        move |(estate, findings, wanted)| {
            let (estate, findings) = (estate.clone(), findings.clone());
            // After the picture of the edit is on the screen.
            let later = wanted.then(|| {
                Timeout::new(0, move || {
                    wasm_bindgen_futures::spawn_local(async move {
                        let tools = fetch_breaks().await;
                        counted.set(tools.map(|tools| (tools.problems)(&estate, &findings)));
                    });
                })
            });
            move || drop(later)
        }
    });
    if wanted { *counted } else { None }
}

fn go_on(
    tools: Tools,
    survey: Rc<RefCell<Survey>>,
    stopped: Rc<Cell<bool>>,
    tell: Callback<Shared<Report>>,
) {
    let next = move || {
        if stopped.get() {
            return;
        }
        let found = (tools.go_on)(&mut survey.borrow_mut());
        let more = found.as_ref().is_none_or(|found| found.left > 0);
        if let Some(found) = found {
            tell.emit(found);
        }
        if more {
            go_on(tools, survey, stopped, tell);
        }
    };
    Timeout::new(0, next).forget();
}

/// A report in the making.
pub struct Survey {
    report: Report,
    /// What is to be looked at, the last first.
    ahead: Vec<ResourceId>,
    told: f64,
}

impl Survey {
    /// Of an estate, with what a report before it found and still is so.
    #[must_use]
    pub fn begin(estate: Shared<Estate>, leg: Leg, before: Option<&Report>) -> Self {
        let all = associated(estate.compiled());
        let (mut parts, mut ahead) = (Vec::new(), Vec::new());
        for resource in all {
            let known = before.and_then(|before| {
                let known = before.parts.iter().find(|it| it.resource == resource)?;
                let same = stays(before.estate.compiled(), estate.compiled(), &resource);
                same.then(|| Rc::clone(known))
            });
            match known {
                Some(part) => parts.push(part),
                None => ahead.push(resource),
            }
        }
        ahead.reverse();
        let left = ahead.len();
        let report = Report { estate, leg, parts, left, lost: 0 };
        Self { report, ahead, told: js_sys::Date::now() }
    }

    /// Looks at some more resources. What was found, where it is time to say so.
    pub fn go_on(&mut self) -> Option<Shared<Report>> {
        let begun = js_sys::Date::now();
        while js_sys::Date::now() - begun < SLICE {
            let Some(resource) = self.ahead.pop() else { break };
            self.report.parts.push(Rc::new(Part::of(
                &self.report.estate,
                self.report.leg,
                resource,
            )));
        }
        self.report.left = self.ahead.len();
        if !self.ahead.is_empty() && begun - self.told < SHOWN {
            return None;
        }
        self.told = begun;
        Some(Shared::new(self.report.clone().in_order()))
    }
}

impl Report {
    fn in_order(mut self) -> Self {
        let order = associated(self.estate.compiled());
        let place: std::collections::BTreeMap<&ResourceId, usize> = order.iter().zip(0..).collect();
        self.parts.sort_by_key(|part| place.get(&part.resource).copied());
        self.lost = self.parts.iter().map(|part| part.lost()).sum();
        self
    }
}

impl Part {
    /// What changes at a resource between the states of a leg.
    #[must_use]
    pub fn of(estate: &Estate, leg: Leg, resource: ResourceId) -> Self {
        let (before, after) = match leg {
            Leg::Associate => (Some(State::NotAssociated), State::Learning),
            Leg::Enforce => (None, State::Enforced),
        };
        let only = std::slice::from_ref(&resource);
        let found = of_states(estate.compiled(), Some(only), before, after);
        let left_out = found.left_out.first().map(|it| it.why);
        Self { resource, differences: found.resources, left_out }
    }

    /// How many permissions end: each rule, subnet or exception by itself, as every door counts.
    fn lost(&self) -> usize {
        let all = self.differences.iter().flat_map(|difference| difference.changes.permissions());
        all.filter(|(turn, _)| *turn == Turn::Lost).count()
    }
}
