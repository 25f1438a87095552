//! One clause that says why a request ended as it did.

use nsp_core::{
    Direction, Event, Feature, Flow, Outcome, OwnGround, PublicNetworkAccess, Reads, Request, Step,
    Support,
};

use super::{Context, code, short};

impl Context<'_> {
    /// The rule, link or firewall entry that decided.
    pub(super) fn deciding_rule(self) -> Option<String> {
        let name = match self.decision.outcome {
            Outcome::PerimeterRule(at) => self.rule_name(at),
            Outcome::Link(at) => self.link_name(at),
            Outcome::OwnRules { ground, .. } => match ground {
                OwnGround::IpRule(at) => self.ip_rule(at),
                OwnGround::VirtualNetworkRule(at) => self.virtual_network_rule(at),
                OwnGround::ResourceInstance(at) => self.resource_instance(at),
                _ => return None,
            },
            _ => return None,
        };
        Some(name.to_owned())
    }

    pub(super) fn reason(self) -> String {
        let outbound = self.decision.direction == Direction::Outbound;
        let owner = self.owner();
        match self.decision.outcome {
            Outcome::NotGoverned => {
                "a control-plane request: perimeters govern data, not management".to_owned()
            }
            Outcome::PrivateEndpoint { .. } => "by private endpoint, in every state".to_owned(),
            Outcome::IntraPerimeter if outbound => {
                format!("the destination is in the same perimeter, {}", self.own_perimeter())
            }
            Outcome::IntraPerimeter => {
                format!("the caller is in the same perimeter, {}", self.own_perimeter())
            }
            Outcome::Link(at) => format!("by perimeter link {}", code(self.link_name(at))),
            Outcome::PerimeterRule(at) => {
                let profile = self.profile(at.perimeter, at.profile);
                let profile = profile.map_or("", |profile| &profile.name);
                let rule = code(self.rule_name(at));
                format!("by access rule {rule} of profile {}", code(profile))
            }
            Outcome::NoPerimeterRule if outbound => {
                "no perimeter rule lists the destination".to_owned()
            }
            Outcome::NoPerimeterRule => "no perimeter rule admits the caller".to_owned(),
            Outcome::OwnRules { ground, .. } => self.own_reason(ground),
            Outcome::LockedDown => {
                "`publicNetworkAccess` is SecuredByPerimeter and no perimeter is asked".to_owned()
            }
            Outcome::UnrestrictedOutbound { .. } => {
                format!("nothing restricts what {owner} calls in this state")
            }
            Outcome::Protocol => self.protocol_reason(),
            Outcome::UnsupportedFeature { blocked } => {
                let feature = self.request.feature.map_or("the feature", feature_name);
                if blocked {
                    format!("{feature} {}", self.blocked())
                } else {
                    format!(
                        "{feature} is not supported in a perimeter, and no document says what happens"
                    )
                }
            }
            Outcome::Undecided { allowed: true } => {
                "something is not known, and a later step allows it either way".to_owned()
            }
            Outcome::Undecided { allowed: false } => {
                "something that decides is not known".to_owned()
            }
        }
    }

    fn own_reason(self, ground: OwnGround) -> String {
        let owner = self.owner();
        match ground {
            OwnGround::TrustedService => {
                format!("by {owner}’s exception for {}", self.excepted())
            }
            OwnGround::ResourceInstance(at) => {
                format!(
                    "by {owner}’s resource instance {}",
                    code(short(self.resource_instance(at)))
                )
            }
            OwnGround::VirtualNetworkRule(at) => {
                let rule = code(short(self.virtual_network_rule(at)));
                format!("by {owner}’s virtual network rule {rule}")
            }
            OwnGround::IpRule(at) => format!("by {owner}’s IP rule {}", code(self.ip_rule(at))),
            OwnGround::DefaultAllow => {
                format!("{owner}’s firewall is open: `defaultAction` is Allow")
            }
            OwnGround::NoFirewallRule => {
                format!("nothing in {owner}’s firewall admits the caller")
            }
            OwnGround::PublicNetworkAccessDisabled => {
                "`publicNetworkAccess` is Disabled".to_owned()
            }
        }
    }

    /// What of the firewall's `bypass` let the request in.
    pub(super) fn excepted(self) -> &'static str {
        let bypass = self.acls.and_then(|acls| acls.bypass.as_ref());
        match (inbound_reads(self.request), bypass) {
            (Some(Reads::Logs), Some(bypass)) if bypass.logging => "reads of logs",
            (Some(Reads::Metrics), Some(bypass)) if bypass.metrics => "reads of metrics",
            _ => "trusted services",
        }
    }

    fn protocol_reason(self) -> String {
        let protocol = protocol_name(self.request);
        let by_address = self
            .decision
            .trace
            .iter()
            .any(|step| step.event == Event::Protocol(Support::OnlyByAddress));
        if !by_address {
            return format!("{protocol} {}", self.blocked());
        }
        // Of the account's own rules none is asked unless it falls back to them.
        let enabled = Event::PublicNetworkAccess(PublicNetworkAccess::Enabled);
        let own = if self.decision.trace.iter().any(|step| step.event == enabled) {
            " and no IP rule of the account"
        } else {
            ""
        };
        format!("no address prefix of the perimeter{own} admits the caller over {protocol}")
    }

    /// Blocked, and where. An account outside every perimeter is blocked by the other side's.
    pub(super) fn blocked(self) -> &'static str {
        let associated = |step: &Step| matches!(step.event, Event::Associated { .. });
        if self.decision.trace.iter().any(associated) {
            "is blocked for an account in a perimeter"
        } else {
            "is blocked where either account is in a perimeter"
        }
    }

    fn own_perimeter(self) -> String {
        let perimeter = self.decision.trace.iter().find_map(|step| match step.event {
            Event::Associated { perimeter, .. } => Some(perimeter),
            _ => None,
        });
        code(perimeter.map_or("", |perimeter| self.perimeter_name(perimeter)))
    }
}

fn inbound_reads(request: &Request) -> Option<Reads> {
    match &request.flow {
        Flow::Inbound(inbound) => inbound.reads,
        Flow::Outbound(_) => None,
    }
}

pub(super) fn protocol_name(request: &Request) -> &'static str {
    match &request.flow {
        Flow::Inbound(inbound) => super::request::protocol(inbound.protocol),
        Flow::Outbound(_) => "HTTPS",
    }
}

pub(crate) fn feature_name(feature: Feature) -> &'static str {
    match feature {
        Feature::ObjectReplication => "object replication",
        Feature::LifecycleManagement => "lifecycle management",
        Feature::BlobInventory => "blob inventory",
        Feature::VaultedBackup => "vaulted backup",
        Feature::UnmanagedDisks => "unmanaged disk traffic",
        Feature::CustomerManagedKeys => "a customer-managed key",
    }
}
