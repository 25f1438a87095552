//! What a lint has found, in data and in English.

use super::Lint;
use crate::finding::{Kind, Severity};

/// What was found. Texts are the scenario's own.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Point {
    /// What reading the scenario has found.
    Found(Lint, Kind),
    /// An element that an element of another rule allows already.
    Covered {
        /// As written.
        text: String,
        /// The wider one, or an equal one.
        by: String,
        /// The rule that has it.
        rule: String,
    },
    /// A rule of which every element is covered by another rule.
    CoveredRule {
        /// The other rules, in document order.
        by: Vec<String>,
    },
    /// Prefixes that fewer say as well.
    Mergeable {
        /// How many there are.
        from: usize,
        /// How many do.
        to: usize,
    },
    /// A prefix as wide as a first octet, or wider.
    OverWide {
        /// As written.
        text: String,
        /// How many addresses it holds.
        reach: Reach,
        /// Whether it stands in an account's own firewall.
        own: bool,
    },
    /// A pattern that names other people's resources as well.
    OverWideName(String),
    /// A rule with service tags for storage accounts.
    ServiceTag(String),
    /// A profile with which nothing is associated, and how many rules it has.
    IdleProfile(usize),
    /// A perimeter with which nothing is associated.
    IdlePerimeter,
    /// An association in Transition or in Audit.
    NotEnforced {
        /// The name of the resource.
        resource: String,
        /// Whether it is in Audit.
        audit: bool,
        /// Whether `SecuredByPerimeter` leaves its own firewall no say.
        secured: bool,
    },
    /// An association beside an Enforced one of the same resource, which decides.
    Overruled {
        /// The name of the resource.
        resource: String,
        /// The name of the perimeter whose association decides.
        by: String,
    },
    /// `SecuredByPerimeter` without an association.
    LockedDown,
    /// A firewall that lets trusted services in, and whether that is only Azure's default.
    TrustedServices {
        /// `bypass` is absent.
        assumed: bool,
    },
    /// Rules that are not looked at: how many, and whether `SecuredByPerimeter` is why.
    NotConsulted(usize, bool),
    /// Rules beside `defaultAction: Allow`: how many.
    AllowedAnyway(usize),
    /// A member of a perimeter without a managed identity.
    NoManagedIdentity,
    /// A protocol that is on, and blocked by the perimeter.
    ProtocolOn(&'static str),
    /// A saved request whose protocol or feature a perimeter does not support.
    Unsupported {
        /// The request in a sentence.
        request: String,
        /// Whether it is known to be blocked.
        blocked: bool,
    },
    /// The vault of the account's key, which it will not reach.
    KeyVault(String),
    /// A link that is not in force.
    NotApproved(String),
    /// Logs that go out of the perimeter.
    LogsOutside {
        /// The name of the resource that sends them.
        resource: String,
        /// The name of what gets them.
        to: String,
    },
    /// A suppression that suppresses nothing.
    UnusedSuppression {
        /// The lint that it names.
        lint: String,
        /// Its place.
        index: usize,
    },
}

/// How many addresses a prefix holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of its family.
    Family,
    /// More than can be imagined.
    Most,
    /// This many, in digits.
    Addresses(String),
}

impl Point {
    pub(super) fn lint(&self) -> Lint {
        match self {
            Self::Found(lint, _) => *lint,
            Self::Covered { .. } => Lint::RedundantElement,
            Self::CoveredRule { .. } => Lint::RedundantRule,
            Self::Mergeable { .. } => Lint::MergeablePrefixes,
            Self::OverWide { .. } | Self::OverWideName(_) => Lint::OverWide,
            Self::ServiceTag(_) => Lint::ServiceTagOnStorage,
            Self::IdleProfile(_) | Self::IdlePerimeter => Lint::NothingAssociated,
            Self::NotEnforced { .. } => Lint::NotEnforced,
            Self::Overruled { .. } => Lint::SeveralAssociations,
            Self::LockedDown => Lint::LockedDown,
            Self::TrustedServices { .. } => Lint::ReliesOnTrustedServices,
            Self::NotConsulted(..) | Self::AllowedAnyway(_) => Lint::FirewallWithoutEffect,
            Self::NoManagedIdentity => Lint::NoManagedIdentity,
            Self::ProtocolOn(_) | Self::Unsupported { .. } => Lint::UnsupportedFeature,
            Self::KeyVault(_) => Lint::KeyVaultOutOfReach,
            Self::NotApproved(_) => Lint::LinkNotApproved,
            Self::LogsOutside { .. } => Lint::DiagnosticsOutside,
            Self::UnusedSuppression { .. } => Lint::UnusedSuppression,
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::NotEnforced { .. } | Self::NotConsulted(..) | Self::TrustedServices { .. } => {
                Severity::Info
            }
            _ => match self.lint() {
                Lint::RedundantElement
                | Lint::RedundantRule
                | Lint::MergeablePrefixes
                | Lint::HostBits
                | Lint::DecidesNothing
                | Lint::EmptyRule
                | Lint::NothingAssociated
                | Lint::NearLimit
                | Lint::UnusedSuppression => Severity::Info,
                _ => Severity::Warning,
            },
        }
    }

    /// The element that it is about, where it is about one of several.
    pub(super) fn value(&self) -> Option<&str> {
        match self {
            Self::Covered { text, .. } | Self::OverWide { text, .. } => Some(text),
            Self::OverWideName(text) | Self::ServiceTag(text) => Some(text),
            Self::ProtocolOn(text) => Some(text),
            Self::LogsOutside { to, .. } => Some(to),
            Self::Found(_, kind) => match kind {
                Kind::HostBits { text, .. }
                | Kind::NotPublic { text, .. }
                | Kind::Overlap { text, .. }
                | Kind::WrongFamily { text, .. }
                | Kind::NarrowIpRule(text)
                | Kind::NotAHost(text)
                | Kind::LinkedProfile(text) => Some(text),
                Kind::WrongDirection { property, .. } => Some(property),
                Kind::DecidesNothing(property) => Some(property),
                Kind::OverLimit { what, .. } | Kind::NearLimit { what, .. } => Some(what),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn source(&self) -> Option<&'static str> {
        Some(match self {
            Self::Found(_, Kind::OverLimit { source, .. } | Kind::NearLimit { source, .. }) => {
                source
            }
            Self::AllowedAnyway(_) => "FWIP",
            _ => match self.lint() {
                Lint::NarrowIpRule => "FWIP",
                Lint::WrongFamily => "BTYPES",
                Lint::HostBits
                | Lint::WrongDirection
                | Lint::SeveralKinds
                | Lint::DecidesNothing
                | Lint::EmptyRule
                | Lint::MissingProfile
                | Lint::SeveralAssociations
                | Lint::BadName => "SPEC",
                Lint::ServiceTagOnStorage => "TAG26",
                Lint::NotEnforced
                | Lint::LockedDown
                | Lint::FirewallWithoutEffect
                | Lint::ReliesOnTrustedServices => "TR25",
                Lint::NoManagedIdentity => "CT5",
                Lint::KeyVaultOutOfReach | Lint::UnsupportedFeature => "ST25",
                Lint::DiagnosticsOutside => "DL25",
                Lint::LinkNotApproved => "LINK26",
                Lint::MergeablePrefixes | Lint::OverLimit | Lint::NearLimit => "LIM24",
                Lint::RedundantElement
                | Lint::RedundantRule
                | Lint::OverWide
                | Lint::NeverMatches
                | Lint::NothingAssociated => "CON25",
                Lint::UnusedSuppression => return None,
            },
        })
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::Found(_, kind) => kind.message(),
            Self::Covered { text, by, rule } if text == by => {
                format!("Rule `{rule}` allows `{text}` as well. Remove one of the two.")
            }
            Self::Covered { text, by, rule } => {
                format!("Rule `{rule}` allows `{by}`, so `{text}` adds nothing. Remove it.")
            }
            Self::CoveredRule { by } => format!(
                "Everything that this rule allows, {} as well. Remove the rule.",
                match by.as_slice() {
                    [one] => format!("rule `{one}` allows"),
                    all => format!("rules {} allow", super::rules::and(all)),
                }
            ),
            Self::Mergeable { from, to } => format!(
                "These {from} address prefixes are exactly {to}. Each counts against the limit of \
                 elements: merge them."
            ),
            Self::OverWide { text, reach: Reach::Family, own: false } => format!(
                "`{text}` lets in every address of its family, with any authentication. List the \
                 ranges that callers leave by."
            ),
            Self::OverWide { text, reach: Reach::Family, own: true } => format!(
                "`{text}` opens the account to every address of its family. List the ranges that \
                 callers leave by."
            ),
            Self::OverWide { text, reach, .. } => format!(
                "`{text}` lets in {}more than one organisation has. List the ranges that callers \
                 leave by.",
                match reach {
                    Reach::Addresses(count) => format!("{count} addresses, "),
                    _ => String::new(),
                }
            ),
            Self::OverWideName(pattern) => format!(
                "`{pattern}` covers resources of other people too, so data can leave to any of \
                 them. List the names that are called."
            ),
            Self::ServiceTag(tag) => format!(
                "Azure does not support service tags for storage accounts, and one is associated \
                 with this profile: whether `{tag}` lets anyone in is not certain. List its ranges \
                 or the callers’ subscriptions."
            ),
            Self::IdleProfile(rules) => format!(
                "No resource is associated with this profile, so its {} nobody in or out.",
                match rules {
                    1 => "rule lets".to_owned(),
                    rules => format!("{rules} rules let"),
                }
            ),
            Self::IdlePerimeter => {
                "No resource is associated with this perimeter, so it protects nothing.".to_owned()
            }
            Self::Overruled { resource, by } => format!(
                "`{resource}` is Enforced by its association with `{by}`, and that one decides: \
                 this one decides nothing. Azure keeps one association in each mode; remove the \
                 one that is not wanted."
            ),
            Self::NotEnforced { resource, audit: false, secured: true } => format!(
                "`{resource}` is in Transition, and with `SecuredByPerimeter` nothing but the \
                 perimeter lets a request in or out: its own rules are not looked at. Enforce it: \
                 that takes nothing away."
            ),
            Self::NotEnforced { resource, audit: false, secured: false } => format!(
                "`{resource}` is in Transition: what no access rule allows, its own firewall still \
                 decides. See what enforcing takes away, then enforce."
            ),
            Self::NotEnforced { resource, audit: true, .. } => format!(
                "`{resource}` is in Audit: the perimeter blocks nothing. See what enforcing takes \
                 away, then enforce."
            ),
            Self::LockedDown => {
                "`SecuredByPerimeter` without an association denies every public caller, and every \
                 call to others. Associate it, or set public network access to `Enabled`."
                    .to_owned()
            }
            Self::TrustedServices { assumed } => format!(
                "The firewall lets trusted services in ({}); Enforced does not. Those that are in \
                 the perimeter, or in a subscription that a rule lists, keep their way.",
                if *assumed { "Azure’s default" } else { "`bypass: AzureServices`" }
            ),
            Self::NotConsulted(rules, secured) => format!(
                "The {} not looked at while {}.",
                match rules {
                    1 => "one rule of the account’s own firewall is".to_owned(),
                    rules => format!("{rules} rules of the account’s own firewall are"),
                },
                if *secured {
                    "public network access is `SecuredByPerimeter`"
                } else {
                    "it is Enforced"
                }
            ),
            Self::AllowedAnyway(rules) => format!(
                "`defaultAction` is `Allow`, so the firewall lets everyone in and its {} no \
                 effect. Set it to `Deny`.",
                match rules {
                    1 => "rule has".to_owned(),
                    rules => format!("{rules} rules have"),
                }
            ),
            Self::NoManagedIdentity => {
                "It has no managed identity, so its calls within the perimeter and over links are \
                 not known for a member’s. Give it one."
                    .to_owned()
            }
            Self::ProtocolOn(protocol) => format!(
                "{protocol} is on, and a perimeter blocks it, in Transition too. Turn it off, or \
                 let its callers come by a private endpoint."
            ),
            Self::Unsupported { request, blocked: true } => format!(
                "A perimeter blocks this whatever its rules say: {request}. A private endpoint is \
                 the way that remains."
            ),
            Self::Unsupported { request, blocked: false } => format!(
                "Azure does not support this under a perimeter, and does not say what becomes of \
                 it: {request}."
            ),
            Self::KeyVault(host) => format!(
                "Enforced, it does not reach `{host}` for its key. Put the vault into the \
                 perimeter, or list the name in an outbound rule."
            ),
            Self::NotApproved(status) => format!(
                "This link is `{status}`, so nobody gets through it. It has to be approved at the \
                 other perimeter, or made anew."
            ),
            Self::LogsOutside { resource, to } => format!(
                "`{resource}` sends its logs to `{to}`, which is not in its perimeter: they may \
                 stop without a word, and an outbound rule does not help. Associate `{to}` with \
                 the perimeter."
            ),
            Self::UnusedSuppression { lint, .. } => format!(
                "This suppression of `{lint}` suppresses nothing: what it names is gone, or is in \
                 order now. Remove it."
            ),
        }
    }
}
