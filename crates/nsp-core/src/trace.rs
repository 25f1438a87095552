//! What was seen while deciding.

use alloc::vec::Vec;

use crate::look::{Axis, Party};
use crate::outcome::{Direction, Ground, LinkRef, Outcome, RuleRef, State, Verdict};
use crate::request::Feature;
use crate::resource::PublicNetworkAccess;
use crate::revision::Revision;

/// Something that watches a decision being made.
///
/// The evaluator is the same whether watched or not; a watcher is shown every step as it is taken.
/// `()` watches nothing, `Vec<Step>` keeps everything.
pub trait Witness {
    /// Whether steps are wanted at all. A step that only explains is not prepared for a watcher
    /// who says no.
    const WATCHES: bool;

    /// Whether it is wanted what a decision looks at. Only then is [`looks_at`](Self::looks_at)
    /// told.
    const EXPLORES: bool = false;

    /// A step was taken.
    fn saw(&mut self, step: Step);

    /// An attribute of the request was looked at. `seen` stands for all that was learned of it: a
    /// request of which the same is seen in every look has the same outcome.
    fn looks_at(&mut self, axis: Axis, seen: u64) {
        let _ = (axis, seen);
    }

    /// The same where it was asked whether an attribute puts the other side in a perimeter. What is
    /// seen of one value is the same in every state of a configuration, however often it is asked.
    fn looks_at_member(&mut self, axis: Axis, party: Party, seen: u64) {
        let _ = party;
        self.looks_at(axis, seen);
    }
}

impl Witness for () {
    const WATCHES: bool = false;

    fn saw(&mut self, _: Step) {}
}

impl Witness for Vec<Step> {
    const WATCHES: bool = true;

    fn saw(&mut self, step: Step) {
        self.push(step);
    }
}

/// An outcome with the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The state that was asked about.
    pub state: State,
    /// Which way the request went.
    pub direction: Direction,
    /// How it ended.
    pub outcome: Outcome,
    /// What the outcome rests on.
    pub basis: Basis,
    /// Every step, in the order taken.
    pub trace: Vec<Step>,
    /// Under Audit: what Enforced would have said.
    pub would_be: Option<Outcome>,
    /// What the other revision of the storage article answers, where its verdict differs.
    pub other_revision: Option<(Revision, Outcome)>,
    /// Whether `NspOutboundAttempt` is logged beside the outcome.
    pub outbound_attempt: bool,
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// How sure it is.
    pub sureness: Sureness,
    /// The documents, the deciding one first.
    pub sources: &'static [Source],
}

/// How sure a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// A document says so.
    Documented,
    /// Documents disagree; the sources name both sides.
    Conflicting,
    /// No document says so; it follows from what they say.
    Inferred,
}

/// A document that rules rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "keys; titles, dates and addresses stand where text is made")]
pub enum Source {
    Con25,
    Tr25,
    Tr24a,
    Dl25,
    Dl24,
    Link26,
    Tag26,
    Dbx,
    Se26,
    Lim24,
    St25,
    St25p,
    St26,
    Fwlim,
    Fwov,
    Fwtrust,
    Fwres,
    Fwip,
    Appc26,
    Aoai25,
    Ct5,
    Spec,
    Btypes,
    Logcat,
    Qa1,
}

/// One fact established on the way to an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was looked at, and what was found.
    pub event: Event,
    /// What the step rests on.
    pub basis: Basis,
}

/// What a step looked at and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The request is not a data-plane request.
    ControlPlane,
    /// The request comes through a private endpoint.
    PrivateEndpoint,
    /// The resource is asked about as a member of this perimeter with this profile.
    Associated {
        /// Into `perimeters`.
        perimeter: u32,
        /// Into its `associations`.
        association: u32,
    },
    /// The resource is asked about as a member of none.
    NotAssociated,
    /// An association may be the resource's: its own resource is an expression.
    PerhapsAssociated {
        /// Into `perimeters`.
        perimeter: u32,
        /// Into its `associations`.
        association: u32,
    },
    /// The feature table of the storage article was asked.
    Feature(Feature, Support),
    /// The protocol row of that table was asked.
    Protocol(Support),
    /// Traffic of a basic service endpoint: nothing of a perimeter is asked.
    ServiceEndpoint,
    /// Is the other side in the same perimeter, with a managed identity?
    SamePerimeter(Match),
    /// Is there a link that lets the other side in?
    Links(Match),
    /// One link or link reference was tried.
    TriedLink(LinkRef, Match),
    /// One access rule was tried.
    TriedRule(RuleRef, Match),
    /// The rules of the profile as a whole: does one match?
    Rules(Match),
    /// Enforced ends here.
    EnforcedStops,
    /// `publicNetworkAccess` was asked.
    PublicNetworkAccess(PublicNetworkAccess),
    /// An entry of the firewall's `resourceAccessRules` was tried.
    TriedResourceInstance(u32, Match),
    /// The firewall's `bypass` was asked.
    TriedBypass(Match),
    /// The firewall's `defaultAction` was asked.
    DefaultAction(DefaultActionSeen),
    /// An entry of `virtualNetworkRules` was tried.
    TriedVirtualNetworkRule(u32, Match),
    /// An entry of `ipRules`, or of `ipv6Rules` counted on behind them, was tried.
    TriedIpRule(u32, Match),
    /// The firewall of this resource's type is not modelled.
    FirewallNotModelled,
    /// Nothing restricts outbound in this state.
    UnrestrictedOutbound,
    /// Audit does not block for want of a rule; the resource's own rules decide.
    AuditFallsBack,
    /// Something had to be assumed.
    Assumed(Assumption),
    /// Something that decides is not known.
    Missing(Missing),
    /// Something a reader should know that decides nothing here.
    Note(Note),
    /// How it ended.
    Ended(Ground, Verdict),
}

/// What the feature table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// Governed by the rules.
    Governed,
    /// Blocked for an associated account.
    Blocked,
    /// Unsupported, and nobody says what happens.
    Unsupported,
    /// Rules are not honoured: decided as if not associated.
    NotHonoured,
    /// Only address prefixes and the account's IP rules can allow it.
    OnlyByAddress,
    /// Works where the Key Vault can be reached.
    ByKeyVault,
}

/// Whether something matched, and if not, by how little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// It matches.
    Matches(By),
    /// It cannot be decided.
    Undecided(Missing),
    /// It does not match.
    Misses(Miss),
}

impl Match {
    /// What two conditions come to that must both hold: a miss ends it, then a doubt stays.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (miss @ Self::Misses(_), _) | (_, miss @ Self::Misses(_)) => miss,
            (doubt @ Self::Undecided(_), _) | (_, doubt @ Self::Undecided(_)) => doubt,
            (found, Self::Matches(_)) => found,
        }
    }
}

/// By what something matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By what the step itself is about.
    Itself,
    /// By the address prefix at this place of the rule.
    AddressPrefix(u32),
    /// By the subscription at this place.
    Subscription(u32),
    /// By the perimeter at this place.
    NetworkSecurityPerimeter(u32),
    /// By the service tag at this place.
    ServiceTag(u32),
    /// By the name at this place.
    FullyQualifiedDomainName(u32),
}

/// Why something did not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// There is nothing to match.
    Empty,
    /// The rule is of the other direction.
    OtherDirection,
    /// The rule lists only what decides nothing in this direction.
    DecidesNothing,
    /// No prefix holds the address; the nearest is named by place.
    AddressOutside {
        /// Into the prefixes of the rule or, for a firewall entry, zero.
        nearest: u32,
    },
    /// The address is one that no rule names.
    AddressOther,
    /// It is, or may be, listed, and the caller is no managed identity.
    NotManagedIdentity,
    /// The subscription is not listed.
    SubscriptionNotListed,
    /// The caller is no member of a perimeter that is listed.
    PerimeterNotListed,
    /// No range of the tags holds the address.
    TagOutside,
    /// No name covers the destination; the nearest is named by place.
    NameNotCovered {
        /// Into the names of the rule.
        nearest: u32,
    },
    /// The rule is of a kind that the protocol cannot use.
    KindNotForProtocol,
    /// Caller and resource are not in one perimeter.
    NotInPerimeter,
    /// The link is not in force.
    NotApproved,
    /// The link does not let the resource's profile be called.
    ProfileNotLinked,
    /// The link is with another perimeter.
    OtherPerimeter,
    /// The firewall's `bypass` does not list it.
    NotBypassed,
    /// The caller's type is on no list of trusted services.
    NotTrusted,
    /// The tenants of the caller, the account and the rule are not one.
    OtherTenant,
    /// The caller is another resource.
    OtherResource,
    /// The request comes from another subnet or from none.
    OtherSubnet,
    /// The caller is in the account's own region, where IP rules have no effect.
    SameRegion,
    /// The traffic of a service endpoint carries a private address.
    PrivateAddress,
}

/// Something that had to be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// The caller's region was not given: another than the account's.
    OtherRegion,
    /// The caller's tenant was not given: the account's.
    SameTenant,
    /// No address was given for a calling resource: one that no rule names.
    OtherAddress,
    /// No authentication was named: an Entra user.
    EntraUser,
    /// Neither the estate nor the request puts the caller in a perimeter: a member of none.
    NoMember,
    /// `publicNetworkAccess` was absent: Enabled.
    PublicNetworkAccessEnabled,
    /// `networkAcls` was absent: Azure's default.
    DefaultFirewall,
    /// `bypass` was absent: `AzureServices`.
    DefaultBypass,
    /// `defaultAction` was absent: Allow.
    DefaultActionAllow,
}

/// Something that decides and is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// The resource is not in the snapshot.
    Resource,
    /// The profile of the association is not in its perimeter.
    Profile,
    /// The caller's address.
    CallerAddress,
    /// Whether the address of a caller in the account's region is the one Azure sees.
    CallerAddressIsPublic,
    /// The caller's subscription.
    CallerSubscription,
    /// The caller's service type, given only by its namespace.
    CallerService,
    /// The `perimeterGuid` of a perimeter.
    PerimeterGuid,
    /// The ranges of a service tag.
    ServiceTagRanges,
    /// The value of an expression.
    SymbolicValue,
    /// The direction of a rule.
    RuleDirection,
    /// The status of a link.
    LinkStatus,
    /// The state of a virtual network rule is not Succeeded.
    VirtualNetworkRuleState,
    /// The account's tenant.
    AccountTenant,
    /// The tenant of a resource instance.
    RuleTenant,
    /// The account's region.
    AccountRegion,
    /// Whether the resource has a managed identity.
    ManagedIdentity,
    /// The resource's own network rules.
    OwnRules,
    /// The firewall of a resource that is no storage account.
    OtherFirewall,
    /// The meaning of a value of `publicNetworkAccess`.
    PublicNetworkAccess,
    /// The meaning of a value of `bypass`.
    Bypass,
    /// The meaning of a value of `defaultAction`.
    DefaultAction,
    /// Whose an association is whose resource is an expression.
    Association,
    /// The access mode of an association.
    AccessMode,
    /// What Audit does with `SecuredByPerimeter`.
    AuditSecuredByPerimeter,
    /// The Key Vault of the customer-managed key.
    KeyVault,
}

/// What `defaultAction` said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefaultActionSeen {
    /// Every network.
    Allow,
    /// Only what is listed.
    Deny,
}

/// Something a reader should know that decides nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    /// CON25 says that SAS within a perimeter is rejected with an authentication error.
    SasRejected,
    /// ST26 says that Transition may let the protocol through.
    TransitionMayPass,
    /// TAG26 says that storage does not support service tags; DBX demands them.
    ServiceTagOnStorage,
    /// Support for IPv6 is per service.
    Ipv6PerService,
    /// A leading `*.` is not documented.
    WildcardInferred,
    /// A standard service endpoint presents a public identifier.
    StandardServiceEndpoint,
    /// The feature is not supported; the warning of the article.
    FeatureUnsupported(Feature),
    /// The category is inferred: the table lists it for Enforced only.
    CategoryInferred,
}
