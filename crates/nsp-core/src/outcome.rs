//! How a request ended.

/// The answer a person waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The request gets through.
    Allowed,
    /// It does not.
    Denied,
    /// Something that decides is not known. Never shown as Allowed.
    Unknown,
}

impl Verdict {
    /// The verdict on a call that two legs must both allow.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Denied, _) | (_, Self::Denied) => Self::Denied,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Allowed, Self::Allowed) => Self::Allowed,
        }
    }
}

/// The state of an association that a question is asked under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// As if the resource were in no perimeter: the "today" of a rollout.
    NotAssociated,
    /// Transition; `Learning` on the wire.
    Learning,
    /// Only perimeter rules count.
    Enforced,
    /// The dry run.
    Audit,
}

impl State {
    /// Every state, in the order of a rollout.
    pub const ALL: [Self; 4] = [Self::NotAssociated, Self::Learning, Self::Enforced, Self::Audit];
}

/// Which way a request goes, seen from the resource that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Towards it.
    Inbound,
    /// From it.
    Outbound,
}

/// How an evaluation ended. The verdict, the ground and the log category are read off it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A control-plane request: out of a perimeter's scope, hence Allowed by it.
    NotGoverned,
    /// A private endpoint passes in every state.
    PrivateEndpoint {
        /// Whether the resource was asked about as associated, so that a log row is written.
        associated: bool,
    },
    /// Caller and resource are in one perimeter.
    IntraPerimeter,
    /// Their perimeters are linked.
    Link(LinkRef),
    /// This access rule matched.
    PerimeterRule(RuleRef),
    /// No access rule matched and there is nothing to fall back to.
    NoPerimeterRule,
    /// The resource's own network rules decided.
    OwnRules {
        /// Which of them.
        ground: OwnGround,
        /// Whether Azure logs it: only as the fallback of Transition.
        logged: bool,
    },
    /// `SecuredByPerimeter` without an association.
    LockedDown,
    /// Outbound that nothing restricts.
    UnrestrictedOutbound {
        /// Whether Azure logs it: only as the fallback of Transition.
        logged: bool,
    },
    /// The protocol is blocked for an associated account.
    Protocol,
    /// The feature is not supported for an associated account.
    UnsupportedFeature {
        /// Blocked, hence Denied; otherwise nobody says what happens, hence Unknown.
        blocked: bool,
    },
    /// Something needed was not known.
    Undecided {
        /// Whether a later step allows the request whatever the unknown turns out to be.
        allowed: bool,
    },
}

/// What of a resource's own network rules decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnGround {
    /// The `bypass` of the firewall.
    TrustedService,
    /// An entry of `resourceAccessRules`, by place.
    ResourceInstance(u32),
    /// An entry of `virtualNetworkRules`, by place.
    VirtualNetworkRule(u32),
    /// An entry of `ipRules`, or of `ipv6Rules` counted on behind them.
    IpRule(u32),
    /// `defaultAction` Allow.
    DefaultAllow,
    /// `defaultAction` Deny, and nothing listed matched.
    NoFirewallRule,
    /// `publicNetworkAccess` Disabled.
    PublicNetworkAccessDisabled,
}

impl OwnGround {
    const fn verdict(self) -> Verdict {
        match self {
            Self::TrustedService
            | Self::ResourceInstance(_)
            | Self::VirtualNetworkRule(_)
            | Self::IpRule(_)
            | Self::DefaultAllow => Verdict::Allowed,
            Self::NoFirewallRule | Self::PublicNetworkAccessDisabled => Verdict::Denied,
        }
    }
}

/// An access rule by place: meaningful only with its [`Snapshot`](crate::Snapshot).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleRef {
    /// Into `perimeters`.
    pub perimeter: u32,
    /// Into the perimeter's `profiles`.
    pub profile: u32,
    /// Into the profile's `access_rules`.
    pub rule: u32,
}

/// A link or link reference by place: meaningful only with its [`Snapshot`](crate::Snapshot).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkRef {
    /// Into `perimeters`.
    pub perimeter: u32,
    /// Into the perimeter's `links`.
    pub link: u32,
}

/// The name of a way to end; what an outcome is when the places it points at are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// A control-plane request.
    NotGoverned,
    /// Through a private endpoint.
    PrivateEndpoint,
    /// Within one perimeter.
    IntraPerimeter,
    /// Over a perimeter link.
    Link,
    /// By an access rule.
    PerimeterRule,
    /// By none.
    NoPerimeterRule,
    /// By the firewall's `bypass`.
    TrustedService,
    /// By the firewall's `resourceAccessRules`.
    ResourceInstance,
    /// By the firewall's `virtualNetworkRules`.
    VirtualNetworkRule,
    /// By the firewall's `ipRules` or `ipv6Rules`.
    IpRule,
    /// By `defaultAction` Allow.
    DefaultAllow,
    /// By nothing in the firewall.
    NoFirewallRule,
    /// By `publicNetworkAccess` Disabled.
    PublicNetworkAccessDisabled,
    /// By `SecuredByPerimeter` without an association.
    LockedDown,
    /// By the absence of any outbound restriction.
    UnrestrictedOutbound,
    /// By the protocol.
    Protocol,
    /// By the feature.
    UnsupportedFeature,
    /// By nothing that is known.
    Undecided,
}

impl Outcome {
    /// The verdict.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::NotGoverned
            | Self::PrivateEndpoint { .. }
            | Self::IntraPerimeter
            | Self::Link(_)
            | Self::PerimeterRule(_)
            | Self::UnrestrictedOutbound { .. }
            | Self::Undecided { allowed: true } => Verdict::Allowed,
            Self::NoPerimeterRule
            | Self::LockedDown
            | Self::Protocol
            | Self::UnsupportedFeature { blocked: true } => Verdict::Denied,
            Self::OwnRules { ground, .. } => ground.verdict(),
            Self::UnsupportedFeature { blocked: false } | Self::Undecided { allowed: false } => {
                Verdict::Unknown
            }
        }
    }

    /// The ground.
    #[must_use]
    pub const fn ground(self) -> Ground {
        match self {
            Self::NotGoverned => Ground::NotGoverned,
            Self::PrivateEndpoint { .. } => Ground::PrivateEndpoint,
            Self::IntraPerimeter => Ground::IntraPerimeter,
            Self::Link(_) => Ground::Link,
            Self::PerimeterRule(_) => Ground::PerimeterRule,
            Self::NoPerimeterRule => Ground::NoPerimeterRule,
            Self::OwnRules { ground, .. } => match ground {
                OwnGround::TrustedService => Ground::TrustedService,
                OwnGround::ResourceInstance(_) => Ground::ResourceInstance,
                OwnGround::VirtualNetworkRule(_) => Ground::VirtualNetworkRule,
                OwnGround::IpRule(_) => Ground::IpRule,
                OwnGround::DefaultAllow => Ground::DefaultAllow,
                OwnGround::NoFirewallRule => Ground::NoFirewallRule,
                OwnGround::PublicNetworkAccessDisabled => Ground::PublicNetworkAccessDisabled,
            },
            Self::LockedDown => Ground::LockedDown,
            Self::UnrestrictedOutbound { .. } => Ground::UnrestrictedOutbound,
            Self::Protocol => Ground::Protocol,
            Self::UnsupportedFeature { .. } => Ground::UnsupportedFeature,
            Self::Undecided { .. } => Ground::Undecided,
        }
    }

    /// The category Azure logs the request under; `None` where it logs nothing, and for a request
    /// within a perimeter on its way out, whose category Azure no longer writes.
    #[must_use]
    pub const fn log_category(self, direction: Direction) -> Option<LogCategory> {
        use LogCategory as Log;
        Some(match (self, direction) {
            (Self::PrivateEndpoint { associated: true }, _) => Log::NspPrivateInboundAllowed,
            (Self::IntraPerimeter, Direction::Inbound) => Log::NspIntraPerimeterInboundAllowed,
            (Self::Link(_), Direction::Inbound) => Log::NspCrossPerimeterInboundAllowed,
            (Self::Link(_), Direction::Outbound) => Log::NspCrossPerimeterOutboundAllowed,
            (Self::PerimeterRule(_), Direction::Inbound) => {
                Log::NspPublicInboundPerimeterRulesAllowed
            }
            (Self::PerimeterRule(_), Direction::Outbound) => {
                Log::NspPublicOutboundPerimeterRulesAllowed
            }
            (Self::NoPerimeterRule, Direction::Inbound) => {
                Log::NspPublicInboundPerimeterRulesDenied
            }
            (Self::NoPerimeterRule, Direction::Outbound) => {
                Log::NspPublicOutboundPerimeterRulesDenied
            }
            (Self::OwnRules { ground, logged: true }, _) => match ground.verdict() {
                Verdict::Allowed => Log::NspPublicInboundResourceRulesAllowed,
                Verdict::Denied | Verdict::Unknown => Log::NspPublicInboundResourceRulesDenied,
            },
            (Self::UnrestrictedOutbound { logged: true }, _) => {
                Log::NspPublicOutboundResourceRulesAllowed
            }
            (
                Self::NotGoverned
                | Self::PrivateEndpoint { associated: false }
                | Self::IntraPerimeter
                | Self::OwnRules { logged: false, .. }
                | Self::LockedDown
                | Self::UnrestrictedOutbound { logged: false }
                | Self::Protocol
                | Self::UnsupportedFeature { .. }
                | Self::Undecided { .. },
                _,
            ) => return None,
        })
    }
}

/// A category of the perimeter's resource logs, spelt as Azure spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are Azure's and say what they are")]
pub enum LogCategory {
    NspPrivateInboundAllowed,
    NspIntraPerimeterInboundAllowed,
    NspCrossPerimeterInboundAllowed,
    NspCrossPerimeterOutboundAllowed,
    NspPublicInboundPerimeterRulesAllowed,
    NspPublicInboundPerimeterRulesDenied,
    NspPublicInboundResourceRulesAllowed,
    NspPublicInboundResourceRulesDenied,
    NspPublicOutboundPerimeterRulesAllowed,
    NspPublicOutboundPerimeterRulesDenied,
    NspPublicOutboundResourceRulesAllowed,
    /// Unreachable: a storage account has no outbound firewall that could deny.
    NspPublicOutboundResourceRulesDenied,
    /// Logged beside the outcome of an attempt at the same or a linked perimeter.
    NspOutboundAttempt,
}
