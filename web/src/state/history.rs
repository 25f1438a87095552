//! Every step that changed the document, and the way along them.

use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::AttrValue;

use super::session::Asked;
use super::{Document, Draft, Shared};

/// How many steps can be taken back.
const LONGEST: usize = 200;

/// Within how many milliseconds one keystroke follows another.
const PAUSE: f64 = 1_500.0;

/// The documents that the steps have made, oldest first. It is never empty: the first is the
/// document that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    steps: Vec<Shared<Step>>,
    present: usize,
}

/// A document and the step that made it.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done, in words.
    pub label: AttrValue,
    pub document: Document,
    /// What becomes of the requests when the step is taken back, or put forth again.
    pub crossing: Crossing,
    /// The field that is being typed into.
    pub typing: Option<Typing>,
}

/// What a step does to the requests beside the document.
#[derive(Clone, Debug)]
pub enum Crossing {
    /// Requests as they were before and after it: a rename goes through them.
    Carried(Vec<(Draft, Draft)>),
    /// It brought its own requests: these are those of the side where one is not.
    Replaced(Asked),
}

impl Crossing {
    /// This crossing, and then another of the same step.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Carried(first), Self::Carried(second)) => {
                let mut pairs: Vec<(Draft, Draft)> = first
                    .iter()
                    .map(|(from, to)| {
                        let on = second.iter().find(|(middle, _)| middle.asks_like(to));
                        (from.clone(), on.map_or(to, |(_, end)| end).clone())
                    })
                    .collect();
                let new = |(from, _): &&(Draft, Draft)| {
                    first.iter().all(|(_, middle)| !middle.asks_like(from))
                };
                pairs.extend(second.iter().filter(new).cloned());
                Self::Carried(pairs)
            }
            (replaced @ Self::Replaced(_), _) | (_, replaced) => replaced,
        }
    }
}

/// A keystroke in the field of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Typing {
    field: Typed,
    at: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Typed {
    Name(Thing),
    /// A list that has as many elements as before is typed in; one that grows is not.
    Property(Thing, &'static str, usize),
}

impl Typing {
    /// The field that an edit may be a keystroke in; a choice of several is none.
    #[must_use]
    pub fn of(edit: &Edit, at: f64) -> Option<Self> {
        let field = match edit {
            Edit::Rename(thing, _) => Typed::Name(*thing),
            Edit::Set(thing, property) => {
                Typed::Property(*thing, property.name(), elements(property)?)
            }
            _ => return None,
        };
        Some(Self { field, at })
    }

    /// Whether this is the next keystroke in the same field.
    fn follows(&self, before: &Self) -> bool {
        self.field == before.field && (0.0..=PAUSE).contains(&(self.at - before.at))
    }
}

/// How many texts a property has that is written by hand.
fn elements(property: &Property) -> Option<usize> {
    match property {
        Property::AddressPrefixes(list)
        | Property::Subscriptions(list)
        | Property::NetworkSecurityPerimeters(list)
        | Property::ServiceTags(list)
        | Property::FullyQualifiedDomainNames(list)
        | Property::EmailAddresses(list)
        | Property::PhoneNumbers(list)
        | Property::IpRules(list)
        | Property::Ipv6Rules(list)
        | Property::VirtualNetworkRules(list)
        | Property::ResourceAccessRules(list) => Some(list.len()),
        Property::Description(_)
        | Property::Location(_)
        | Property::PerimeterGuid(_)
        | Property::TenantId(_)
        | Property::KeyVault(_)
        | Property::RemotePerimeter(_)
        | Property::Request(_) => Some(1),
        _ => None,
    }
}

impl History {
    /// The history of a document that was just opened.
    #[must_use]
    pub fn new(label: impl Into<AttrValue>, document: Document) -> Self {
        let crossing = Crossing::Carried(Vec::new());
        let first = Step { label: label.into(), document, crossing, typing: None };
        Self { steps: vec![Shared::new(first)], present: 0 }
    }

    /// A history of steps, the oldest first, at one of them.
    #[must_use]
    pub fn of(steps: Vec<Shared<Step>>, present: usize) -> Self {
        Self { steps, present }
    }

    /// The steps, oldest first, and the place of the present one.
    #[must_use]
    pub fn steps(&self) -> (&[Shared<Step>], usize) {
        (&self.steps, self.present)
    }

    /// The step that the next one back takes back.
    #[must_use]
    pub fn undone(&self) -> Option<&Step> {
        self.steps.get(self.present).filter(|_| self.present > 0).map(|step| &**step)
    }

    /// The step that the next one forth puts forth.
    #[must_use]
    pub fn redone(&self) -> Option<&Step> {
        self.steps.get(self.present + 1).map(|step| &**step)
    }

    /// Adds a step behind the present one; what had been taken back is gone.
    pub fn add(&mut self, step: Step) {
        self.steps.truncate(self.present + 1);
        self.steps.push(Shared::new(step));
        let surplus = self.steps.len().saturating_sub(LONGEST + 1);
        self.steps.drain(..surplus);
        self.present = self.steps.len() - 1;
    }

    /// The document before the present step, where the step is typing that `next` goes on with.
    #[must_use]
    pub fn goes_on(&self, next: Option<&Typing>) -> Option<Document> {
        let before = self.undone()?.typing.as_ref()?;
        let last = self.present + 1 == self.steps.len();
        (last && next?.follows(before))
            .then(|| self.steps.get(self.present - 1))
            .flatten()
            .map(|step| step.document.clone())
    }

    /// Lets the present step go on.
    pub fn extend(&mut self, step: Step) {
        if let Some(present) = self.steps.get_mut(self.present) {
            let crossing = present.crossing.clone().then(step.crossing);
            *present = Shared::new(Step { crossing, ..step });
        }
    }

    /// Goes one step back or forth: `cross` is given the step's crossing, and gives the one for
    /// the way back. The document that is then open.
    pub fn go(
        &mut self,
        back: bool,
        cross: impl FnOnce(&Crossing) -> Crossing,
    ) -> Option<Document> {
        let crossed = if back {
            self.present.checked_sub(1).map(|_| self.present)
        } else {
            Some(self.present + 1)
        };
        let place = crossed?;
        let step = self.steps.get(place)?.clone();
        let crossing = cross(&step.crossing);
        let typing = None;
        if let Some(slot) = self.steps.get_mut(place) {
            *slot = Shared::new(Step { crossing, typing, ..(*step).clone() });
        }
        self.present = if back { place - 1 } else { place };
        self.steps.get(self.present).map(|step| step.document.clone())
    }
}
