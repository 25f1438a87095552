//! Steps as titles and sentences.

use nsp_core::{
    AccessRule, Address, Association, Assumption, By, DefaultActionSeen, Destination, Direction,
    Event, Feature, Flow, Match, Miss, Missing, Note, PublicNetworkAccess, ResourceId, Revision,
    RuleRef, State, Step, Support, Verdict,
};

use super::reason::{feature_name, protocol_name};
use super::{Context, basis, code, codes, short};
use crate::names::Named;
use crate::report;
use crate::scenario::{MORE, NOT_GIVEN, expression};

/// The parts of a step that are put into words.
struct Words {
    step: &'static str,
    result: &'static str,
    rule: Option<String>,
    title: String,
    text: String,
}

fn words(step: &'static str, result: &'static str, title: &str, text: String) -> Words {
    Words { step, result, rule: None, title: title.to_owned(), text }
}

impl<'a> Context<'a> {
    pub(super) fn trace(self) -> Vec<report::Step> {
        let nearest = self.nearest_rule();
        self.decision
            .trace
            .iter()
            .map(|step| {
                let words = self.words(step);
                report::Step {
                    step: words.step,
                    result: words.result,
                    rule: words.rule,
                    title: words.title,
                    text: words.text,
                    near_miss: self.is_near_miss(step, nearest),
                    basis: basis(step.basis),
                }
            })
            .collect()
    }

    fn words(self, step: &Step) -> Words {
        match &step.event {
            Event::ControlPlane => words(
                "control-plane",
                "passed",
                "Control plane",
                "The request goes to Azure Resource Manager, not to the resource’s data."
                    .to_owned(),
            ),
            Event::PrivateEndpoint => words(
                "private-endpoint",
                "matches",
                "Private endpoint",
                "Traffic through a private endpoint is not subject to perimeter rules.".to_owned(),
            ),
            Event::Associated { perimeter, association } => {
                self.associated(*perimeter, *association)
            }
            Event::NotAssociated => words(
                "not-associated",
                "passed",
                "Not associated",
                "No perimeter is asked.".to_owned(),
            ),
            Event::PerhapsAssociated { perimeter, association } => {
                self.perhaps_associated(*perimeter, *association)
            }
            Event::Feature(feature, support) => words(
                "feature",
                support_result(*support),
                "Feature",
                format!("{} {}", capitalised(feature_name(*feature)), self.support(*support)),
            ),
            Event::Protocol(support) => words(
                "protocol",
                support_result(*support),
                "Protocol",
                format!("{} {}", protocol_name(self.request), self.support(*support)),
            ),
            Event::ServiceEndpoint => words(
                "service-endpoint",
                "misses",
                "Service endpoint",
                "Perimeter rules never match traffic of a service endpoint, not even `0.0.0.0/0`."
                    .to_owned(),
            ),
            Event::SamePerimeter(found) => {
                words("same-perimeter", result(found), "Same perimeter", self.same_perimeter(found))
            }
            Event::Links(found) => {
                words("links", result(found), "Perimeter links", self.links(found))
            }
            Event::TriedLink(at, found) => Words {
                rule: Some(self.link_name(*at).to_owned()),
                ..words(
                    "tried-link",
                    result(found),
                    "Link",
                    self.tried_link(self.link_name(*at), found),
                )
            },
            Event::TriedRule(at, found) => self.tried_rule(*at, found),
            Event::Rules(found) => {
                words("rules", result(found), self.rules_title(), self.rules(found))
            }
            Event::EnforcedStops => words(
                "enforced-stops",
                "passed",
                "Enforced stops here",
                format!("The network settings of {} are not asked.", self.owner()),
            ),
            Event::PublicNetworkAccess(value) => words(
                "public-network-access",
                "passed",
                "Public network access",
                self.public_network_access(value),
            ),
            Event::TriedResourceInstance(at, found) => Words {
                rule: Some(self.resource_instance(*at).to_owned()),
                ..words(
                    "tried-resource-instance",
                    result(found),
                    "Resource instance",
                    self.resource_instance_text(*at, found),
                )
            },
            Event::TriedBypass(found) => {
                words("tried-bypass", result(found), "Firewall exceptions", self.bypass(found))
            }
            Event::DefaultAction(seen) => words(
                "default-action",
                default_result(*seen),
                "Default action",
                default_text(*seen),
            ),
            Event::TriedVirtualNetworkRule(at, found) => Words {
                rule: Some(self.virtual_network_rule(*at).to_owned()),
                ..words(
                    "tried-virtual-network-rule",
                    result(found),
                    "Virtual network rule",
                    self.virtual_network(*at, found),
                )
            },
            Event::TriedIpRule(at, found) => Words {
                rule: Some(self.ip_rule(*at).to_owned()),
                ..words("tried-ip-rule", result(found), "IP rule", self.ip_rule_text(*at, found))
            },
            Event::FirewallNotModelled => words(
                "firewall-not-modelled",
                "undecided",
                "Firewall",
                "The firewall of this type of resource is not modelled.".to_owned(),
            ),
            Event::UnrestrictedOutbound => words(
                "unrestricted-outbound",
                "passed",
                "Outbound",
                "Nothing else restricts outbound traffic in this state.".to_owned(),
            ),
            Event::AuditFallsBack => words(
                "audit-falls-back",
                "passed",
                "Audit",
                format!(
                    "Audit blocks nothing for want of a rule; {} decides as if in no perimeter.",
                    self.owner()
                ),
            ),
            Event::Assumed(assumption) => {
                words("assumed", "assumed", "Assumed", self.assumption(*assumption))
            }
            Event::Missing(missing) => {
                words("missing", "undecided", "Not known", self.missing_text(*missing))
            }
            Event::Note(note) => words("note", "note", "Note", self.note(*note)),
            Event::Ended(_, verdict) => {
                words("ended", verdict.name(), verdict_word(*verdict), sentence(&self.reason()))
            }
        }
    }

    /// What the storage article says, behind the name of a protocol or feature.
    fn support(self, support: Support) -> String {
        match support {
            Support::Governed => "is governed by the rules.".to_owned(),
            Support::Blocked => {
                format!("{}, in Transition and Enforced alike.", self.blocked())
            }
            Support::Unsupported => {
                "is not supported in a perimeter, and no document says what happens.".to_owned()
            }
            Support::NotHonoured => {
                "does not honour perimeter rules: decided as if not associated.".to_owned()
            }
            Support::OnlyByAddress => {
                "is let in by address alone: by address prefixes of the perimeter and, in Transition, by the account’s IP rules.".to_owned()
            }
            Support::ByKeyVault => {
                "works where the account can reach its Key Vault, so its way out is decided."
                    .to_owned()
            }
        }
    }

    pub(super) fn association(self, perimeter: u32, association: u32) -> Option<&'a Association> {
        let perimeter = self.snapshot.perimeters.get(perimeter as usize)?;
        Some(perimeter.associations.get(association as usize)?)
    }

    fn perhaps_associated(self, perimeter: u32, association: u32) -> Words {
        let found = self.association(perimeter, association);
        let name = code(found.map_or("", |it| &it.name));
        let resource = code(found.map_or("", |it| it.resource.as_str()));
        let perimeter = code(self.perimeter_name(perimeter));
        let text = match found {
            Some(it) if it.resource.as_str() == MORE && perimeter == code(MORE) => {
                "With a perimeter on a page that is not among the documents.".to_owned()
            }
            Some(it) if it.resource.as_str() == MORE => {
                format!("With {perimeter}, on a page that is not among the documents.")
            }
            Some(it) if it.resource.as_str() == NOT_GIVEN => {
                format!("By association {name} with {perimeter}, which names no resource.")
            }
            _ => format!("By association {name} with {perimeter}, if {resource} is its id."),
        };
        words("perhaps-associated", "undecided", "Perhaps associated", text)
    }

    fn associated(self, perimeter: u32, association: u32) -> Words {
        let found = self.association(perimeter, association);
        let profile = code(found.map_or("", |it| &it.profile));
        let perimeter = code(self.perimeter_name(perimeter));
        words("associated", "passed", "Associated", format!("With {perimeter}, profile {profile}."))
    }

    fn same_perimeter(self, found: &Match) -> String {
        match found {
            Match::Matches(_) => "Both sides are members of one perimeter, and the caller proves itself by a managed identity.".to_owned(),
            Match::Misses(Miss::NotManagedIdentity) => "Both sides are members of one perimeter, but only a managed identity carries the membership.".to_owned(),
            Match::Misses(_) => format!("The {} is no member of this perimeter.", self.other_side()),
            Match::Undecided(missing) => self.missing_text(*missing),
        }
    }

    fn links(self, found: &Match) -> String {
        match found {
            Match::Matches(_) => {
                format!("A link with the {}’s perimeter is in force.", self.other_side())
            }
            Match::Misses(Miss::Empty) => {
                format!("No link joins this perimeter to one of the {}’s.", self.other_side())
            }
            Match::Misses(_) => "No link lets this request through.".to_owned(),
            Match::Undecided(missing) => self.missing_text(*missing),
        }
    }

    fn tried_link(self, name: &str, found: &Match) -> String {
        if name == MORE {
            return "Links on a page that is not among the documents may let it through. Add the \
                    page that `nextLink` leads to."
                .to_owned();
        }
        let name = code(name);
        match found {
            Match::Matches(_) => match self.decision.direction {
                Direction::Inbound => {
                    format!("Link {name} is approved and covers the resource’s profile.")
                }
                Direction::Outbound => {
                    format!("Link {name} is approved; outbound it covers every profile.")
                }
            },
            Match::Misses(Miss::NotApproved) => format!("Link {name} is not approved."),
            Match::Misses(Miss::ProfileNotLinked) => {
                format!("Link {name} does not cover the resource’s profile.")
            }
            Match::Misses(Miss::NotManagedIdentity) => {
                format!("Link {name} would let it through, but only with a managed identity.")
            }
            Match::Misses(_) => format!("Link {name} is with another perimeter."),
            Match::Undecided(_) if name == code(MORE) => {
                "Links on a page that is not among the documents may let it in or out. Add the \
                 page that `nextLink` leads to."
                    .to_owned()
            }
            Match::Undecided(missing) => self.undecided("Link", &name, *missing),
        }
    }

    /// The noun for whoever is at the other end.
    fn other_side(self) -> &'static str {
        match self.decision.direction {
            Direction::Inbound => "caller",
            Direction::Outbound => "destination",
        }
    }

    /// That one entry cannot be decided, and what would settle it. `name` is marked as code.
    fn undecided(self, kind: &str, name: &str, missing: Missing) -> String {
        format!("{kind} {name} cannot be decided. {}", self.missing_text(missing))
    }

    fn rules_title(self) -> &'static str {
        match self.decision.direction {
            Direction::Inbound => "Inbound rules",
            Direction::Outbound => "Outbound rules",
        }
    }

    fn rules(self, found: &Match) -> String {
        match found {
            Match::Matches(_) => "A rule of the profile matches.".to_owned(),
            Match::Misses(Miss::Empty) => "The profile has no rule that could match.".to_owned(),
            Match::Misses(_) => "None of the profile’s rules matches.".to_owned(),
            Match::Undecided(missing) => self.missing_text(*missing),
        }
    }

    fn tried_rule(self, at: RuleRef, found: &Match) -> Words {
        let name = self.rule_name(at);
        let text = self.rule(at).map_or_else(String::new, |rule| self.rule_text(rule, found));
        let title = match name {
            MORE => "Rules on the next page".to_owned(),
            name => format!("Rule {}", code(name)),
        };
        Words { rule: Some(name.to_owned()), ..words("tried-rule", result(found), &title, text) }
    }

    fn rule_text(self, rule: &AccessRule, found: &Match) -> String {
        let name = code(&rule.name);
        let prefix =
            |at: u32| code(rule.address_prefixes.get(at as usize).map_or("", |it| it.as_str()));
        let domain = |at: u32| {
            let domains = &rule.fully_qualified_domain_names;
            code(domains.get(at as usize).map_or("", |it| it.as_str()))
        };
        match found {
            Match::Matches(By::AddressPrefix(at)) => {
                format!("Rule {name} has {}, which holds {}.", prefix(*at), self.caller_address())
            }
            Match::Matches(By::Subscription(at)) => format!(
                "Rule {name} lists the caller’s subscription {}.",
                code(rule.subscriptions.get(*at as usize).map_or("", |it| it.as_str()))
            ),
            Match::Matches(By::NetworkSecurityPerimeter(at)) => format!(
                "Rule {name} lists the caller’s perimeter {}.",
                code(
                    rule.network_security_perimeters.get(*at as usize).map_or("", |it| it.as_str())
                )
            ),
            Match::Matches(By::ServiceTag(at)) => format!(
                "Rule {name} has service tag {}, whose ranges hold {}.",
                code(rule.service_tags.get(*at as usize).map_or("", String::as_str)),
                self.caller_address()
            ),
            Match::Matches(By::FullyQualifiedDomainName(at)) => {
                format!("Rule {name} has {}, which covers the destination.", domain(*at))
            }
            Match::Matches(By::Itself) => format!("Rule {name} matches."),
            Match::Undecided(missing) => match expression(rule) {
                None => self.undecided("Rule", &name, *missing),
                Some(MORE) => "Rules on a page that is not among the documents may let it in or \
                               out. Add the page that `nextLink` leads to."
                    .to_owned(),
                Some(text) if text == rule.name => format!(
                    "The expression {name} stands in place of a rule: whom it lets in or out is \
                     not known. Write the rule itself."
                ),
                Some(text) => format!(
                    "Rule {name} is the expression {}: whom it lets in or out is not known. Write \
                     what it says.",
                    code(text)
                ),
            },
            Match::Misses(miss) => match miss {
                Miss::Empty => format!("Rule {name} lists nothing that could match."),
                Miss::OtherDirection => format!("Rule {name} is of the other direction."),
                Miss::DecidesNothing => {
                    format!("Rule {name} lists only what decides nothing in this direction.")
                }
                Miss::AddressOutside { nearest } => format!(
                    "Rule {name} has {}; the caller is {}.",
                    self.nearest_prefix(rule, *nearest),
                    self.caller_address()
                ),
                Miss::AddressOther => format!(
                    "Rule {name} has {}; the caller’s address is one that no rule names.",
                    codes(rule.address_prefixes.iter().map(|it| it.as_str()))
                ),
                Miss::NotManagedIdentity => {
                    format!(
                        "Rule {name} lists subscriptions or perimeters, which let in managed identities only."
                    )
                }
                Miss::SubscriptionNotListed => format!(
                    "Rule {name} has subscription {}; the caller’s is another.",
                    codes(rule.subscriptions.iter().map(|it| it.as_str()))
                ),
                Miss::PerimeterNotListed => {
                    format!("Rule {name} lists perimeters that the caller is no member of.")
                }
                Miss::TagOutside => format!(
                    "Rule {name} has service tag {}, whose ranges do not hold the caller’s address.",
                    codes(rule.service_tags.iter().map(String::as_str))
                ),
                Miss::NameNotCovered { nearest } => format!(
                    "Rule {name} has {}; the destination is {}.",
                    nearest_of(&domain(*nearest), rule.fully_qualified_domain_names.len()),
                    self.destination()
                ),
                Miss::KindNotForProtocol => format!(
                    "Rule {name} has no address prefix, and nothing else counts for {}.",
                    protocol_name(self.request)
                ),
                _ => format!("Rule {name} does not match."),
            },
        }
    }

    fn public_network_access(self, value: &PublicNetworkAccess) -> String {
        let firewall = match self.decision.direction {
            Direction::Inbound => {
                format!("Enabled: the firewall of {} decides.", self.owner())
            }
            Direction::Outbound => "Enabled: it does not restrict outbound traffic.".to_owned(),
        };
        match value {
            PublicNetworkAccess::Enabled => firewall,
            PublicNetworkAccess::Disabled => match self.decision.direction {
                Direction::Inbound => {
                    "Disabled: public callers are denied, exceptions of the firewall apart."
                        .to_owned()
                }
                Direction::Outbound => {
                    "Disabled: it does not restrict outbound traffic.".to_owned()
                }
            },
            PublicNetworkAccess::SecuredByPerimeter => match self.decision.state {
                State::NotAssociated => {
                    "SecuredByPerimeter without a perimeter: locked down.".to_owned()
                }
                State::Audit => {
                    "SecuredByPerimeter: only a perimeter lets a request through.".to_owned()
                }
                _ => "SecuredByPerimeter: nothing but the perimeter lets a request through."
                    .to_owned(),
            },
            PublicNetworkAccess::Unrecognized(text) => {
                format!("{} is no value that Azure’s schema lists.", code(text))
            }
        }
    }

    fn resource_instance_text(self, at: u32, found: &Match) -> String {
        let name = code(short(self.resource_instance(at)));
        match found {
            Match::Matches(_) => format!(
                "The firewall lists {name}, and the caller proves itself by a managed identity."
            ),
            Match::Misses(Miss::NotManagedIdentity) => {
                format!("The firewall lists {name}, but only with a managed identity.")
            }
            Match::Misses(Miss::OtherTenant) => format!(
                "The firewall lists {name}, but entry, caller and account are not of one tenant."
            ),
            Match::Misses(_) if self.caller_resource().is_none() => {
                format!("The firewall lists {name}; no calling resource is named.")
            }
            Match::Misses(_) => {
                format!("The firewall lists {name}; the caller is another resource.")
            }
            Match::Undecided(missing) => self.undecided("Resource instance", &name, *missing),
        }
    }

    fn bypass(self, found: &Match) -> String {
        match found {
            Match::Matches(_) => format!("The firewall’s `bypass` excepts {}.", self.excepted()),
            Match::Misses(Miss::NotBypassed) => {
                "The firewall’s `bypass` does not except this request.".to_owned()
            }
            Match::Misses(Miss::OtherTenant) => {
                "The caller is a trusted service of another tenant.".to_owned()
            }
            Match::Misses(_) => "The caller is no trusted service.".to_owned(),
            Match::Undecided(missing) => self.missing_text(*missing),
        }
    }

    fn virtual_network(self, at: u32, found: &Match) -> String {
        let name = code(short(self.virtual_network_rule(at)));
        match found {
            Match::Matches(_) => format!("The request comes through a service endpoint of {name}."),
            Match::Misses(_) => {
                format!("The request does not come through a service endpoint of {name}.")
            }
            Match::Undecided(missing) => self.undecided("Virtual network rule", &name, *missing),
        }
    }

    fn ip_rule_text(self, at: u32, found: &Match) -> String {
        let name = code(self.ip_rule(at));
        match found {
            Match::Matches(_) => {
                let address = self.caller_address();
                if address == name {
                    format!("The firewall lists {name}, the caller’s address.")
                } else {
                    format!("The firewall lists {name}, which holds {address}.")
                }
            }
            Match::Misses(Miss::SameRegion) => format!(
                "The firewall lists {name}, but IP rules have no effect on callers in the account’s own region."
            ),
            Match::Misses(Miss::PrivateAddress) => format!(
                "The firewall lists {name}, but a service endpoint’s traffic carries a private address."
            ),
            Match::Misses(Miss::AddressOther) => format!(
                "The firewall lists {name}; the caller’s address is one that no rule names."
            ),
            Match::Misses(_) => {
                format!("The firewall lists {name}; the caller is {}.", self.caller_address())
            }
            Match::Undecided(missing) => self.undecided("IP rule", &name, *missing),
        }
    }

    fn assumption(self, assumption: Assumption) -> String {
        match assumption {
            Assumption::OtherRegion => format!("The caller’s region is not given: taken for another than that of {}.", self.owner()),
            Assumption::SameTenant => format!("The caller’s tenant is not given: taken for that of {}.", self.owner()),
            Assumption::OtherAddress => "The calling resource’s address is not given: taken for one that no rule names.".to_owned(),
            Assumption::EntraUser => "No authentication is named: taken for an Entra user.".to_owned(),
            Assumption::NoMember => "Neither the estate nor the request puts the caller in a perimeter: taken for a member of none.".to_owned(),
            Assumption::PublicNetworkAccessEnabled => "`publicNetworkAccess` is absent: taken for Enabled.".to_owned(),
            Assumption::DefaultFirewall => "`networkAcls` is absent: taken for Azure’s default, `defaultAction` Allow and `bypass` AzureServices.".to_owned(),
            Assumption::DefaultBypass => "`bypass` is absent: taken for AzureServices.".to_owned(),
            Assumption::DefaultActionAllow => "`defaultAction` is absent: taken for Allow.".to_owned(),
        }
    }

    fn note(self, note: Note) -> String {
        match note {
            Note::SasRejected => "The concepts page says that SAS within a perimeter is rejected with an authentication error.".to_owned(),
            Note::TransitionMayPass => "A later revision of the article says that Transition may let it through, which is no sign of support.".to_owned(),
            Note::ServiceTagOnStorage => "One document says that storage does not support service tags; another demands them.".to_owned(),
            Note::Ipv6PerService => "Support for IPv6 is per service.".to_owned(),
            Note::WildcardInferred => "No document says that a leading `*.` is a wildcard.".to_owned(),
            Note::StandardServiceEndpoint => "A standard service endpoint presents its public network identifier as the address.".to_owned(),
            Note::FeatureUnsupported(feature) => format!("The article lists {} as unsupported and advises against a perimeter where it is needed.", self.listed_name(feature)),
            Note::CategoryInferred => "The log table lists this category for Enforced only; here it is inferred.".to_owned(),
        }
    }

    /// What the article calls an unsupported feature: its later revision lists Azure Backup whole.
    fn listed_name(self, feature: Feature) -> &'static str {
        match (feature, self.snapshot.revision) {
            (Feature::VaultedBackup, Revision::GeneralAvailability) => "Azure Backup",
            _ => feature_name(feature),
        }
    }

    fn caller_address(self) -> String {
        match &self.request.flow {
            Flow::Inbound(inbound) => match inbound.caller.address {
                Address::Given(address) => code(&address.to_string()),
                Address::Other => "every address of its family".to_owned(),
                Address::NotGiven => "an address that is not given".to_owned(),
            },
            Flow::Outbound(_) => String::new(),
        }
    }

    /// The prefix of a rule that comes closest; the first few where all are of the other family.
    fn nearest_prefix(self, rule: &AccessRule, nearest: u32) -> String {
        let prefixes = &rule.address_prefixes;
        let near = match &self.request.flow {
            Flow::Inbound(inbound) => match inbound.caller.address.folded() {
                Address::Given(address) => prefixes
                    .get(nearest as usize)
                    .filter(|prefix| prefix.shared_bits(address).is_some()),
                Address::Other | Address::NotGiven => None,
            },
            Flow::Outbound(_) => None,
        };
        near.map_or_else(
            || codes(prefixes.iter().map(|it| it.as_str())),
            |near| nearest_of(&code(near.as_str()), prefixes.len()),
        )
    }

    fn caller_resource(self) -> Option<&'a ResourceId> {
        match &self.request.flow {
            Flow::Inbound(inbound) => inbound.caller.resource.as_ref(),
            Flow::Outbound(_) => None,
        }
    }

    fn destination(self) -> String {
        match &self.request.flow {
            Flow::Outbound(outbound) => match &outbound.destination {
                Destination::Name(name) => code(name),
                Destination::Resource(id) => code(id.name()),
            },
            Flow::Inbound(_) => "the Key Vault".to_owned(),
        }
    }
}

fn result(found: &Match) -> &'static str {
    match found {
        Match::Matches(_) => "matches",
        Match::Undecided(_) => "undecided",
        Match::Misses(_) => "misses",
    }
}

fn support_result(support: Support) -> &'static str {
    match support {
        Support::Blocked => "blocks",
        Support::Unsupported => "undecided",
        _ => "passed",
    }
}

/// The nearest of several, with how many there are.
fn nearest_of(nearest: &str, count: usize) -> String {
    if count > 1 { format!("{nearest}, the nearest of {count}") } else { nearest.to_owned() }
}

fn default_result(seen: DefaultActionSeen) -> &'static str {
    match seen {
        DefaultActionSeen::Allow => "matches",
        DefaultActionSeen::Deny => "misses",
    }
}

fn default_text(seen: DefaultActionSeen) -> String {
    match seen {
        DefaultActionSeen::Allow => "Allow: every network, whatever the firewall lists.".to_owned(),
        DefaultActionSeen::Deny => "Deny: only what the firewall lists.".to_owned(),
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "Allowed",
        Verdict::Denied => "Denied",
        Verdict::Unknown => "Unknown",
    }
}

fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn sentence(clause: &str) -> String {
    capitalised(clause) + "."
}
