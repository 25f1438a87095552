//! Why an edit cannot be made.

use core::fmt;

use super::Thing;

/// Where an edit fails, and why. The scenario is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditError {
    /// The thing that it is about.
    pub thing: Thing,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// What is wrong with an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such thing.
    NotThere,
    /// A thing that cannot be without a name.
    NoName,
    /// A name with a slash, which would end it within an id.
    Slash(String),
    /// A sibling has the name.
    Taken(String),
    /// A thing of this kind has no such property.
    NoProperty(&'static str),
    /// What cannot be done with a thing of this kind: "moved", "renamed"…
    Cannot(&'static str),
    /// A place that holds things of another kind.
    NoPlace(&'static str),
    /// A link without the perimeter that it leads to.
    NoRemote,
    /// A link of a perimeter to itself.
    ToItself,
    /// What is no id of a perimeter.
    NoPerimeter(String),
    /// A perimeter of the estate in place of one outside.
    Inside(String),
    /// A second link between two perimeters.
    Linked,
    /// An association without its resource.
    NoResource,
    /// The resource has an association here already.
    Associated(String),
    /// The perimeter has no profile.
    NoProfile,
    /// The resource is described already.
    Described(String),
}

impl EditError {
    pub(super) const fn new(thing: Thing, kind: ErrorKind) -> Self {
        Self { thing, kind }
    }

    pub(super) const fn not_there(thing: Thing) -> Self {
        Self::new(thing, ErrorKind::NotThere)
    }

    /// What is wrong, then what to write instead. Backticks mark code.
    #[must_use]
    pub fn message(&self) -> String {
        let what = self.thing.what();
        match &self.kind {
            ErrorKind::NotThere => format!(
                "There is no longer {what} at `{}`. Choose one that is there.",
                self.thing.pointer()
            ),
            ErrorKind::NoName => {
                let bare = what.split_once(' ').map_or(what, |(_, bare)| bare);
                format!("This {bare} cannot be without a name. Write one.")
            }
            ErrorKind::Slash(name) => {
                format!("`{name}` has a slash, which a name cannot have. Write it without.")
            }
            ErrorKind::Taken(name) => {
                format!("There is already {what} `{name}` here. Write another name.")
            }
            ErrorKind::NoProperty(property) => {
                format!("`{property}` is not a property of {what}. Set it where it belongs.")
            }
            ErrorKind::Cannot(done) => {
                let instead = match (self.thing, *done) {
                    (_, "associated" | "dissociated") => "Choose a resource.",
                    (Thing::Association { .. }, _) => {
                        "A resource has one: duplicate the resource instead."
                    }
                    (Thing::Link { .. } | Thing::LinkReference { .. }, _) => {
                        "Two perimeters have one: link another perimeter instead."
                    }
                    _ => "Open another one instead.",
                };
                format!("{} cannot be {done}. {instead}", capital(what))
            }
            ErrorKind::NoPlace(into) => {
                format!("{} does not go there. Choose {into}.", capital(what))
            }
            ErrorKind::NoRemote => {
                "This link leads nowhere. Choose the perimeter that it leads to.".to_owned()
            }
            ErrorKind::ToItself => {
                "A perimeter cannot be linked with itself. Choose another one.".to_owned()
            }
            ErrorKind::NoPerimeter(id) => format!(
                "`{id}` is no id of a perimeter. Write `/subscriptions/…/resourceGroups/…\
                 /providers/Microsoft.Network/networkSecurityPerimeters/…`."
            ),
            ErrorKind::Inside(name) => {
                format!("`{name}` is a perimeter of this estate. Choose it by its name.")
            }
            ErrorKind::Linked => {
                "These two perimeters are linked already. Change that link instead.".to_owned()
            }
            ErrorKind::NoResource => {
                "This association names no resource. Choose one, or write its id.".to_owned()
            }
            ErrorKind::Associated(resource) => format!(
                "`{resource}` is associated with this perimeter already. Move that association \
                 instead."
            ),
            ErrorKind::NoProfile => {
                "This perimeter has no profile to associate with. Add a profile first.".to_owned()
            }
            ErrorKind::Described(resource) => {
                format!("`{resource}` is described already. Set its properties instead.")
            }
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for EditError {}

/// The text with a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
