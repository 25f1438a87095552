//! Every change a person can make to a scenario, as data.
//!
//! An edit is applied purely: it gives another scenario or says why not. Things that it does not
//! touch stay shared with the scenario it was applied to, and members that nothing here knows stay
//! as they are.

mod add;
mod arm_id;
mod carry;
mod change;
mod error;
mod fresh;
mod id;
mod label;
mod lead;
mod mend;
mod page;
mod place;
mod property;
mod reach;
mod references;
mod relocate;
mod remove;
mod rename;
mod set;
mod show;
mod thing;

pub use error::{EditError, ErrorKind};
pub(crate) use place::{Places, range};
pub use property::Property;
pub(crate) use references::{is_to, resource_of};
pub use thing::Thing;

use super::document::{
    AccessRule, Association, Expectation, Link, Perimeter, Profile, Request, Resource, Scenario,
    ServiceTag,
};

/// One change. In a list of [`Edit::Several`], each sees what those before it have made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Puts a new thing behind its siblings. What is absent is filled in: a fresh name, a full ARM
    /// id in the estate's own subscription and resource group, Azure's defaults.
    Add(New),
    /// Gives another name; whatever refers to the thing by its name or id is carried along. An
    /// empty name takes away that of the scenario, a source, a request or an expectation.
    Rename(Thing, String),
    /// Moves to the place it shall have: among its siblings, or for a rule in another profile and
    /// for a profile, which takes its associations along, in another perimeter.
    Move {
        /// What is moved.
        from: Thing,
        /// A place of the same kind.
        to: Thing,
    },
    /// Puts a copy with a fresh name behind it. A copy of a resource is associated like it; one of
    /// a profile or perimeter has rules and no associations, for a resource has only one.
    Duplicate(Thing),
    /// Takes away, together with what cannot stand without it: associations of a profile or
    /// resource, the other end of a link, links with a perimeter, requests to a resource.
    Remove(Thing),
    /// Puts a resource into a profile: a [`Thing::Association`] moves there and keeps its mode; so
    /// does that of a [`Thing::Resource`], which without one gets one in Learning mode.
    Associate {
        /// A resource or an association.
        what: Thing,
        /// Of the profile.
        perimeter: usize,
        /// Its position there.
        profile: usize,
    },
    /// Takes a resource out of its perimeters, or away one association.
    Dissociate(Thing),
    /// Adds the resource of an association that names one which nothing describes. All of its
    /// firewall is then assumed, and marked so, until it is set.
    Describe(Thing),
    /// Sets one property.
    Set(Thing, Property),
    /// Several edits as one step.
    Several {
        /// The step's name.
        label: String,
        /// In the order of their application.
        edits: Vec<Edit>,
    },
}

/// What is new, and what holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// A perimeter with a profile `default`, unless it has another.
    Perimeter(Box<Perimeter>),
    /// A profile of the perimeter.
    Profile(usize, Box<Profile>),
    /// A rule of the profile: perimeter, profile, rule. Its direction is that of its elements.
    AccessRule(usize, usize, Box<AccessRule>),
    /// An association of the perimeter, in its first profile unless it names another.
    Association(usize, Box<Association>),
    /// A link of the perimeter to the one that it names; where that is in the estate, with its
    /// reference there. It is `Approved` and between all profiles unless it says otherwise.
    Link(usize, Box<Link>),
    /// A link that another perimeter asked for; where that is in the estate, with its link there.
    LinkReference(usize, Box<Link>),
    /// A storage account, unless its id says something else.
    Resource(Box<Resource>),
    /// A service tag.
    ServiceTag(Box<ServiceTag>),
    /// A saved caller or destination.
    Source(Box<Request>),
    /// A saved request.
    Request(Box<Request>),
    /// An expectation.
    Expectation(Box<Expectation>),
}

impl Scenario {
    /// The scenario after an edit.
    ///
    /// # Errors
    ///
    /// Says where, what and what to write instead.
    pub fn edited(&self, edit: &Edit) -> Result<Self, EditError> {
        let mut scenario = self.clone();
        scenario.apply(edit)?;
        Ok(scenario)
    }

    fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Several { edits, .. } => edits.iter().try_for_each(|edit| self.apply(edit)),
            Edit::Add(new) => self.add(new),
            Edit::Rename(thing, name) => self.rename(*thing, name),
            Edit::Move { from, to } => {
                let before = self.arm_id(*from);
                self.relocate(*from, *to)?;
                self.carry_suppressions(&before, &self.arm_id(*to));
                Ok(())
            }
            Edit::Duplicate(thing) => self.duplicate(*thing),
            Edit::Remove(thing) => self.remove(*thing),
            Edit::Associate { what, perimeter, profile } => {
                self.associate(*what, *perimeter, *profile)
            }
            Edit::Dissociate(thing) => self.dissociate(*thing),
            Edit::Describe(thing) => self.describe(*thing),
            Edit::Set(thing, property) => self.set(*thing, property),
        }
    }
}

impl Edit {
    /// The step's name in the history, such as "Add rule `office` to `web`", for the scenario
    /// before it. Backticks mark code.
    #[must_use]
    pub fn label(&self, scenario: &Scenario) -> String {
        label::of(self, scenario)
    }

    /// The thing to show after the edit: what was added, moved or set; the one around what was
    /// removed. `scenario` is the one before it.
    #[must_use]
    pub fn shows(&self, scenario: &Scenario) -> Thing {
        show::of(self, scenario)
    }
}

#[cfg(test)]
mod tests;
