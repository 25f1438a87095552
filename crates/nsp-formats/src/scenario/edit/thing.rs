//! Places in a scenario.

use crate::scenario::document::Scenario;

/// A place in a scenario, by positions in document order. It names what stands there at one
/// moment: an edit before it in its list moves the thing to another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// The whole document.
    Scenario,
    /// A perimeter.
    Perimeter(usize),
    /// A profile.
    Profile {
        /// Of this perimeter.
        perimeter: usize,
        /// Its position there.
        profile: usize,
    },
    /// An access rule.
    AccessRule {
        /// Of this perimeter.
        perimeter: usize,
        /// Of this profile of it.
        profile: usize,
        /// Its position there.
        rule: usize,
    },
    /// An association.
    Association {
        /// Of this perimeter.
        perimeter: usize,
        /// Its position there.
        association: usize,
    },
    /// A link that the perimeter asked for.
    Link {
        /// Of this perimeter.
        perimeter: usize,
        /// Its position in `links`.
        link: usize,
    },
    /// A link that another perimeter asked for.
    LinkReference {
        /// Of this perimeter.
        perimeter: usize,
        /// Its position in `linkReferences`.
        link: usize,
    },
    /// A resource that is described.
    Resource(usize),
    /// The ranges of a service tag.
    ServiceTag(usize),
    /// A saved caller or destination.
    Source(usize),
    /// A saved request.
    Request(usize),
    /// An expectation.
    Expectation(usize),
}

impl Thing {
    /// What holds it; `None` for the scenario.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        Some(match self {
            Self::Scenario => return None,
            Self::AccessRule { perimeter, profile, .. } => Self::Profile { perimeter, profile },
            Self::Profile { perimeter, .. }
            | Self::Association { perimeter, .. }
            | Self::Link { perimeter, .. }
            | Self::LinkReference { perimeter, .. } => Self::Perimeter(perimeter),
            _ => Self::Scenario,
        })
    }

    /// Its position in its list; 0 for the scenario.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Scenario => 0,
            Self::Perimeter(index)
            | Self::Resource(index)
            | Self::ServiceTag(index)
            | Self::Source(index)
            | Self::Request(index)
            | Self::Expectation(index)
            | Self::Profile { profile: index, .. }
            | Self::AccessRule { rule: index, .. }
            | Self::Association { association: index, .. }
            | Self::Link { link: index, .. }
            | Self::LinkReference { link: index, .. } => index,
        }
    }

    /// The place at another position of the same list.
    #[must_use]
    pub const fn sibling(self, index: usize) -> Self {
        match self {
            Self::Scenario => self,
            Self::Perimeter(_) => Self::Perimeter(index),
            Self::Resource(_) => Self::Resource(index),
            Self::ServiceTag(_) => Self::ServiceTag(index),
            Self::Source(_) => Self::Source(index),
            Self::Request(_) => Self::Request(index),
            Self::Expectation(_) => Self::Expectation(index),
            Self::Profile { perimeter, .. } => Self::Profile { perimeter, profile: index },
            Self::AccessRule { perimeter, profile, .. } => {
                Self::AccessRule { perimeter, profile, rule: index }
            }
            Self::Association { perimeter, .. } => {
                Self::Association { perimeter, association: index }
            }
            Self::Link { perimeter, .. } => Self::Link { perimeter, link: index },
            Self::LinkReference { perimeter, .. } => Self::LinkReference { perimeter, link: index },
        }
    }

    /// What it is, with its article: "an access rule".
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::Scenario => "the scenario",
            Self::Perimeter(_) => "a perimeter",
            Self::Profile { .. } => "a profile",
            Self::AccessRule { .. } => "an access rule",
            Self::Association { .. } => "an association",
            Self::Link { .. } => "a link",
            Self::LinkReference { .. } => "a link reference",
            Self::Resource(_) => "a resource",
            Self::ServiceTag(_) => "a service tag",
            Self::Source(_) => "a source",
            Self::Request(_) => "a request",
            Self::Expectation(_) => "an expectation",
        }
    }

    /// The name of a perimeter or resource, with what it lies in where another is called alike; of
    /// any other thing, its name.
    #[must_use]
    pub fn told_apart(self, scenario: &Scenario) -> Option<String> {
        let perimeters = scenario.estate.perimeters.iter().filter_map(|it| it.id.as_deref());
        Some(match self {
            Self::Perimeter(at) => match scenario.estate.perimeters.get(at)?.id.as_deref() {
                Some(id) => super::id::apart(id, perimeters),
                None => self.name(scenario)?.to_owned(),
            },
            Self::Resource(_) | Self::Association { .. } => match scenario.resource_id(self) {
                Some(id) => super::id::apart(id, scenario.resource_ids()),
                None => self.name(scenario)?.to_owned(),
            },
            _ => self.name(scenario)?.to_owned(),
        })
    }

    /// RFC 6901, from the scenario's root.
    #[must_use]
    pub fn pointer(self) -> String {
        let estate = match self {
            Self::Scenario => return String::new(),
            Self::Perimeter(_) | Self::Resource(_) | Self::ServiceTag(_) => "/estate",
            _ => "",
        };
        let list = self.list();
        let parent = self.parent().map(Self::pointer).unwrap_or_default();
        format!("{parent}{estate}/{list}/{}", self.index())
    }

    /// The member of its parent, or of the estate, that lists it; empty for the scenario.
    pub(super) const fn list(self) -> &'static str {
        match self {
            Self::Scenario => "",
            Self::Perimeter(_) => "perimeters",
            Self::Resource(_) => "resources",
            Self::ServiceTag(_) => "serviceTags",
            Self::Source(_) => "sources",
            Self::Request(_) => "requests",
            Self::Expectation(_) => "expectations",
            Self::Profile { .. } => "profiles",
            Self::AccessRule { .. } => "accessRules",
            Self::Association { .. } => "resourceAssociations",
            Self::Link { .. } => "links",
            Self::LinkReference { .. } => "linkReferences",
        }
    }

    /// The innermost thing that a pointer of a finding lies in.
    ///
    /// ```
    /// use nsp_formats::scenario::edit::Thing;
    /// let rule = Thing::AccessRule { perimeter: 0, profile: 2, rule: 1 };
    /// assert_eq!(Thing::around(&(rule.pointer() + "/addressPrefixes/7")), rule);
    /// assert_eq!(Thing::around("/revision"), Thing::Scenario);
    /// ```
    #[must_use]
    pub fn around(pointer: &str) -> Self {
        let mut segments = pointer.split('/').skip(1);
        let mut found = Self::Scenario;
        let mut list = segments.next();
        if list == Some("estate") {
            list = segments.next();
        }
        while let (Some(name), Some(index)) = (list, segments.next()) {
            let Ok(index) = index.parse() else { break };
            found = match (found, name) {
                (Self::Scenario, "perimeters") => Self::Perimeter(index),
                (Self::Scenario, "resources") => Self::Resource(index),
                (Self::Scenario, "serviceTags") => Self::ServiceTag(index),
                (Self::Scenario, "sources") => Self::Source(index),
                (Self::Scenario, "requests") => Self::Request(index),
                (Self::Scenario, "expectations") => Self::Expectation(index),
                (Self::Perimeter(perimeter), "profiles") => {
                    Self::Profile { perimeter, profile: index }
                }
                (Self::Perimeter(perimeter), "resourceAssociations") => {
                    Self::Association { perimeter, association: index }
                }
                (Self::Perimeter(perimeter), "links") => Self::Link { perimeter, link: index },
                (Self::Perimeter(perimeter), "linkReferences") => {
                    Self::LinkReference { perimeter, link: index }
                }
                (Self::Profile { perimeter, profile }, "accessRules") => {
                    Self::AccessRule { perimeter, profile, rule: index }
                }
                _ => break,
            };
            list = segments.next();
        }
        found
    }

    /// Its name as the document has it, if need be from its id; empty where it has neither, and
    /// `None` where the scenario has no such thing.
    #[must_use]
    pub fn name(self, scenario: &Scenario) -> Option<&str> {
        let estate = &scenario.estate;
        let (name, id) = match self {
            Self::Scenario => (&scenario.name, &None),
            Self::Perimeter(at) => {
                let it = estate.perimeters.get(at)?;
                (if it.id.is_some() { &None } else { &it.name }, &it.id)
            }
            Self::Resource(at) => {
                let it = estate.resources.get(at)?;
                (if it.id.is_some() { &None } else { &it.name }, &it.id)
            }
            Self::ServiceTag(at) => (&estate.service_tags.get(at)?.name, &None),
            Self::Source(at) => (&scenario.sources.get(at)?.name, &None),
            Self::Request(at) => (&scenario.requests.get(at)?.name, &None),
            Self::Expectation(at) => (&scenario.expectations.get(at)?.name, &None),
            Self::Profile { perimeter, profile } => {
                let it = estate.perimeters.get(perimeter)?.profiles.get(profile)?;
                (&it.name, &it.id)
            }
            Self::AccessRule { perimeter, profile, rule } => {
                let it = estate.perimeters.get(perimeter)?.profiles.get(profile)?;
                let it = it.access_rules.get(rule)?;
                (&it.name, &it.id)
            }
            Self::Association { perimeter, association } => {
                let it =
                    estate.perimeters.get(perimeter)?.resource_associations.get(association)?;
                (&it.name, &it.id)
            }
            Self::Link { perimeter, link } => {
                let it = estate.perimeters.get(perimeter)?.links.get(link)?;
                (&it.name, &it.id)
            }
            Self::LinkReference { perimeter, link } => {
                let it = estate.perimeters.get(perimeter)?.link_references.get(link)?;
                (&it.name, &it.id)
            }
        };
        Some(name.as_deref().or(id.as_deref().map(super::id::name)).unwrap_or_default())
    }

    /// Whether the scenario has it.
    #[must_use]
    pub fn is_in(self, scenario: &Scenario) -> bool {
        self.name(scenario).is_some()
    }
}
