//! Everything there is to find.

use nsp_core::PrefixError;

use super::Severity;

/// What was found. Texts are the document's own.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// The text is not JSON.
    NotJson {
        /// What the reader expected.
        detail: String,
        /// Line and column at which it gave up.
        line: usize,
        /// See `line`.
        column: usize,
    },
    /// Arrays and objects lie deeper in each other than any of Azure's documents.
    TooDeep,
    /// A scenario of a version this program does not know.
    UnknownVersion(String),
    /// A revision of the storage article that is none.
    UnknownRevision(String),
    /// Not a scenario, where one was expected.
    NotAScenario,
    /// Not a document that is read here.
    NotRecognized,
    /// Comments or trailing commas: read here, refused by other programs.
    Comments,
    /// A member whose name the object has had before; the last one counts.
    RepeatedMember(String),
    /// A member that its object has in another spelling or shape as well, with another value.
    Contradicted(String),
    /// A value of another JSON type than Azure's.
    WrongType {
        /// What is read, such as "a list of texts".
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// Members that no version of the object has; kept as they are.
    UnknownMembers {
        /// Such as "an access rule".
        of: &'static str,
        /// Each with the known name it resembles.
        names: Vec<(String, Option<&'static str>)>,
    },
    /// Members that decide nothing; not kept.
    NotRead {
        /// Such as "an access rule".
        of: &'static str,
        /// In document order.
        names: Vec<String>,
    },
    /// More findings than are listed.
    More {
        /// How many.
        count: usize,
        /// The gravest of them.
        gravest: Severity,
    },
    /// A list with further pages.
    MorePages {
        /// Such as "access rules".
        of: &'static str,
        /// Whether the last of them is there.
        has_last: bool,
    },
    /// A list of nothing, which does not say what it is of.
    EmptyList,
    /// A list that names service tags without their ranges.
    TagNamesOnly {
        /// How many.
        count: usize,
    },
    /// Not an address prefix.
    BadPrefix {
        /// As written.
        text: String,
        /// What is wrong with it.
        error: PrefixError,
    },
    /// Bits behind the prefix length.
    HostBits {
        /// As written.
        text: String,
        /// What it stands for.
        net: String,
    },
    /// A range from which no public traffic comes.
    NotPublic {
        /// As written.
        text: String,
        /// Such as "private (RFC 1918)".
        range: &'static str,
    },
    /// A prefix within another of the same rule.
    Overlap {
        /// As written.
        text: String,
        /// The wider one, or an equal one.
        within: String,
    },
    /// Azure refuses prefixes this narrow in an account's own IP rules.
    NarrowIpRule(String),
    /// IPv6 in `ipRules`, or IPv4 in `ipv6Rules`.
    WrongFamily {
        /// As written.
        text: String,
        /// Where it belongs.
        belongs: &'static str,
    },
    /// A value that Azure's schema does not list; kept, and not guessed at.
    Unrecognized {
        /// The property.
        property: &'static str,
        /// As written.
        text: String,
        /// The values that are.
        known: &'static [&'static str],
    },
    /// Elements that belong to the other direction.
    WrongDirection {
        /// The property that holds them.
        property: &'static str,
        /// The direction of the rule.
        direction: &'static str,
    },
    /// Elements of several kinds in one rule.
    SeveralKinds(Vec<&'static str>),
    /// Elements that Azure stores and does not use.
    DecidesNothing(&'static str),
    /// `networkSecurityPerimeters` of a rule: read-only at Azure.
    WrittenByAzure,
    /// A rule without an element.
    EmptyRule,
    /// A rule that holds for some resource types or features only.
    AppliesTo,
    /// A service tag without ranges.
    NoTagRanges(String),
    /// An absent property, and what it is taken for.
    Assumed {
        /// The property.
        property: &'static str,
        /// What its absence is taken for.
        value: &'static str,
    },
    /// An absent property without which the object cannot be used.
    Missing {
        /// Such as "an association".
        of: &'static str,
        /// The property.
        property: &'static str,
    },
    /// An association that does not say of which resource it is.
    NoResource,
    /// An association whose resource is named by what is no id, and described nowhere.
    NoResourceId(String),
    /// An association to a profile that the perimeter does not have.
    MissingProfile(String),
    /// A link opens a profile that its perimeter does not have.
    LinkedProfile(String),
    /// An association to a profile of another perimeter.
    ForeignProfile(String),
    /// More than one association of one resource in one mode.
    SeveralAssociations {
        /// The resource.
        resource: String,
        /// The mode.
        mode: &'static str,
    },
    /// A name or id that was given before.
    Duplicate {
        /// Such as "access rule".
        of: &'static str,
        /// As written.
        name: String,
    },
    /// A resource known by its id only.
    ResourceNotDescribed(String),
    /// A storage account in a list that leaves out what its resources are like.
    OnlyListed(String),
    /// A perimeter known by what refers to it.
    PerimeterNotDescribed(String),
    /// An expression that is not resolved.
    Symbolic(String),
    /// Ids with placeholders, because a template does not say where it is deployed.
    Placeholders,
    /// More than Azure takes.
    OverLimit {
        /// Such as "access rules of a profile".
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many Azure takes.
        limit: usize,
        /// The key of the document that says so.
        source: &'static str,
    },
    /// Nine tenths of what Azure takes, or more.
    NearLimit {
        /// Such as "access rules of a profile".
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many Azure takes.
        limit: usize,
        /// The key of the document that says so.
        source: &'static str,
    },
    /// A name that Azure refuses.
    BadName(String),
    /// The same object twice, with different values; the later one counts.
    Differs {
        /// Such as "access rule".
        of: &'static str,
        /// The object.
        name: String,
        /// The property.
        property: &'static str,
    },
    /// The GUID in a configuration's name is not its `perimeterGuid`.
    GuidDiffers {
        /// In the name.
        name: String,
        /// The `perimeterGuid`.
        guid: String,
    },
    /// Azure reports that the configuration is not in force as written.
    NotProvisioned(String),
    /// A resource of a template that is not read.
    Skipped {
        /// Its type.
        resource_type: String,
        /// Why.
        because: Skip,
    },
    /// An object that cannot be placed, for want of an id.
    NoPlace(&'static str),
    /// A link without `status`.
    NoLinkStatus,
    /// The state of a virtual network rule, where it is not `Succeeded`.
    SubnetState(String),
    /// A profile of which no access rules were given.
    NoRules(String),
    /// Not the id of a subscription.
    NotASubscription(String),
    /// Neither GUID nor id of a perimeter.
    NotAPerimeter(String),
    /// Not the id of a subnet.
    NotASubnet(String),
    /// Not the id of a resource.
    NotAResource(String),
    /// Not the name of a host.
    NotAHost(String),
    /// A field of a request or of an expectation.
    BadRequest(String),
}

/// Why a resource of a template is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// `copy`.
    Loop,
    /// `condition`.
    Condition,
    /// A deployment whose template is elsewhere.
    LinkedTemplate,
    /// `existing`.
    Existing,
    /// Its type has no part in a perimeter.
    NoPart,
}

impl Kind {
    /// Whether this finds fault with a value where it is enough to say that its type is wrong.
    pub(super) fn is_about_a_value(&self) -> bool {
        matches!(
            self,
            Self::Symbolic(_)
                | Self::Unrecognized { .. }
                | Self::BadPrefix { .. }
                | Self::BadName(_)
                | Self::SubnetState(_)
                | Self::MissingProfile(_)
        )
    }

    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::More { gravest, .. } => *gravest,
            Self::NotJson { .. }
            | Self::TooDeep
            | Self::UnknownVersion(_)
            | Self::NotAScenario
            | Self::NotRecognized
            | Self::WrongType { .. }
            | Self::BadPrefix { .. }
            | Self::Missing { .. }
            | Self::NoResource
            | Self::NoResourceId(_)
            | Self::NoPlace(_)
            | Self::NotASubscription(_)
            | Self::NotAPerimeter(_)
            | Self::NotASubnet(_)
            | Self::NotAResource(_)
            | Self::BadRequest(_) => Severity::Error,
            Self::RepeatedMember(_)
            | Self::Contradicted(_)
            | Self::MorePages { has_last: false, .. }
            | Self::UnknownRevision(_)
            | Self::HostBits { .. }
            | Self::NotPublic { .. }
            | Self::Overlap { .. }
            | Self::NarrowIpRule(_)
            | Self::WrongFamily { .. }
            | Self::Unrecognized { .. }
            | Self::WrongDirection { .. }
            | Self::SeveralKinds(_)
            | Self::AppliesTo
            | Self::NoLinkStatus
            | Self::SubnetState(_)
            | Self::NoRules(_)
            | Self::OnlyListed(_)
            | Self::MissingProfile(_)
            | Self::LinkedProfile(_)
            | Self::NotAHost(_)
            | Self::ForeignProfile(_)
            | Self::SeveralAssociations { .. }
            | Self::Duplicate { .. }
            | Self::Symbolic(_)
            | Self::Differs { .. }
            | Self::GuidDiffers { .. }
            | Self::NotProvisioned(_)
            | Self::Skipped {
                because: Skip::Loop | Skip::Condition | Skip::LinkedTemplate, ..
            } => Severity::Warning,
            Self::UnknownMembers { names, .. } => {
                let resembles = names.iter().any(|(_, known)| known.is_some());
                if resembles { Severity::Warning } else { Severity::Info }
            }
            Self::Comments
            | Self::NotRead { .. }
            | Self::MorePages { has_last: true, .. }
            | Self::EmptyList
            | Self::TagNamesOnly { .. }
            | Self::DecidesNothing(_)
            | Self::WrittenByAzure
            | Self::EmptyRule
            | Self::NoTagRanges(_)
            | Self::Assumed { .. }
            | Self::ResourceNotDescribed(_)
            | Self::PerimeterNotDescribed(_)
            | Self::Placeholders
            | Self::OverLimit { .. }
            | Self::NearLimit { .. }
            | Self::BadName(_)
            | Self::Skipped { because: Skip::Existing | Skip::NoPart, .. } => Severity::Info,
        }
    }
}
