//! Perimeters, profiles and resources of an estate as frames, lanes and cards of the picture.

use nsp_core::{
    AccessMode, Compiled, LinkKind, LinkStatus, Network, Perimeter, Profile, PublicNetworkAccess,
    ResourceId, RuleDirection, State,
};
use yew::AttrValue;

use super::paint_frame::noun;
use super::picture::{Card, Frame, Kind, Lane, Link, Lock};

/// What the matrix says about a resource.
pub struct Answers {
    /// The state that is shown of it.
    pub shown: State,
    pub inbound: Ways,
    pub outbound: Ways,
    pub breaks: u32,
}

/// By what a resource's own rules let something through on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Whatever nothing names.
    pub anyone: bool,
    /// Addresses or subnets that its firewall lists.
    pub listed: bool,
    /// Callers that it lets in without an address.
    pub exceptions: bool,
    pub unknown: bool,
}

/// The frames of an estate, and one more for what stands in none.
#[must_use]
pub fn frames(compiled: &Compiled, answers: impl Fn(&ResourceId) -> Option<Answers>) -> Vec<Frame> {
    let snapshot = compiled.snapshot();
    let mut frames: Vec<Frame> =
        snapshot.perimeters.iter().map(|it| frame(compiled, it, &answers)).collect();
    let outside: Vec<Card> = snapshot
        .resources
        .iter()
        .filter(|resource| compiled.perimeters_of(&resource.id).is_empty())
        .map(|resource| card(compiled, &resource.id, None, answers(&resource.id)))
        .collect();
    if !outside.is_empty() {
        let (name, meta) = (AttrValue::default(), AttrValue::default());
        let lane = Lane { key: "outside".into(), name, meta, cards: outside };
        let (key, name) = ("outside".into(), "In no perimeter".into());
        frames.push(Frame { key, name, is_perimeter: false, lanes: vec![lane] });
    }
    frames
}

fn frame(
    compiled: &Compiled,
    perimeter: &Perimeter,
    answers: &impl Fn(&ResourceId) -> Option<Answers>,
) -> Frame {
    let mut lanes: Vec<Lane> = perimeter
        .profiles
        .iter()
        .map(|profile| Lane { meta: meta(profile).into(), ..lane(perimeter, &profile.name) })
        .collect();
    for association in &perimeter.associations {
        let name = &association.profile;
        let known = lanes.iter().position(|lane| lane.name.eq_ignore_ascii_case(name));
        // A profile that only an association names is a lane too.
        let place = known.unwrap_or_else(|| {
            lanes.push(Lane { meta: "no such profile".into(), ..lane(perimeter, name) });
            lanes.len() - 1
        });
        let resource = &association.resource;
        let mode = Some(&association.access_mode);
        if let Some(lane) = lanes.get_mut(place) {
            lane.cards.push(card(compiled, resource, mode, answers(resource)));
        }
    }
    Frame {
        key: perimeter.id.as_str().to_owned().into(),
        name: perimeter.id.name().to_owned().into(),
        is_perimeter: true,
        lanes,
    }
}

fn lane(perimeter: &Perimeter, profile: &str) -> Lane {
    Lane {
        key: format!("{}/profiles/{profile}", perimeter.id.as_str()).into(),
        name: profile.to_owned().into(),
        meta: AttrValue::default(),
        cards: Vec::new(),
    }
}

/// What the rules of a profile come to.
fn meta(profile: &Profile) -> String {
    let count = |direction: RuleDirection| {
        profile.access_rules.iter().filter(|rule| rule.direction == direction).count()
    };
    match (count(RuleDirection::Inbound), count(RuleDirection::Outbound)) {
        (0, 0) => "no rules".to_owned(),
        (0, outbound) => noun(outbound, "outbound rule", "outbound rules"),
        (inbound, 0) => noun(inbound, "inbound rule", "inbound rules"),
        (inbound, outbound) => {
            format!("{}, {outbound} outbound", noun(inbound, "inbound rule", "inbound rules"))
        }
    }
}

fn card(
    compiled: &Compiled,
    id: &ResourceId,
    mode: Option<&AccessMode>,
    answers: Option<Answers>,
) -> Card {
    let (state, mode_text) = match mode {
        Some(AccessMode::Learning) => (Some(State::Learning), String::new()),
        Some(AccessMode::Enforced) => (Some(State::Enforced), String::new()),
        Some(AccessMode::Audit) => (Some(State::Audit), String::new()),
        Some(AccessMode::Unrecognized(text)) => (None, text.clone()),
        None => (None, String::new()),
    };
    let (public_network_access, assumed) = public_network_access(compiled, id);
    let (kind, type_name) = kind(id);
    Card {
        key: id.as_str().to_owned().into(),
        name: id.name().to_owned().into(),
        kind,
        type_name: type_name.into(),
        mode: state,
        mode_text: mode_text.into(),
        inbound: lock(answers.as_ref(), mode.is_some(), |it| it.inbound),
        outbound: lock(answers.as_ref(), mode.is_some(), |it| it.outbound),
        public_network_access: public_network_access.into(),
        assumed: assumed.into(),
        breaks: answers.map_or(0, |it| it.breaks),
        doubled: compiled.perimeters_of(id).len() > 1,
    }
}

fn public_network_access(compiled: &Compiled, id: &ResourceId) -> (String, &'static str) {
    let network = compiled.listed(id).map(|resource| &resource.network);
    let Some(Network::Given { public_network_access, .. }) = network else {
        return ("not given".to_owned(), "");
    };
    let text = match public_network_access {
        Some(PublicNetworkAccess::Enabled) => "Enabled",
        Some(PublicNetworkAccess::Disabled) => "Disabled",
        Some(PublicNetworkAccess::SecuredByPerimeter) => "SecuredByPerimeter",
        Some(PublicNetworkAccess::Unrecognized(text)) => text,
        None => {
            return ("absent".to_owned(), "taken for Enabled, because the documents do not say");
        }
    };
    (text.to_owned(), "")
}

/// A padlock in words, from what the matrix lets through.
fn lock(answers: Option<&Answers>, member: bool, side: impl Fn(&Answers) -> Ways) -> Lock {
    let Some(answers) = answers else { return Lock { open: false, words: "Not given".into() } };
    let ways = side(answers);
    let rules = member && answers.shown != State::NotAssociated;
    let words = match (rules, ways) {
        (_, Ways { anyone: true, .. }) => "Unrestricted",
        (true, Ways { listed: true, .. }) => "Rules, then firewall",
        (true, Ways { exceptions: true, .. }) => "Rules, exceptions",
        (true, Ways { unknown: true, .. }) => "Rules, rest unknown",
        (true, _) => "Rules only",
        (false, Ways { listed: true, .. }) => "Firewall",
        (false, Ways { exceptions: true, .. }) => "Exceptions only",
        (false, Ways { unknown: true, .. }) => "Unknown",
        (false, _) => "Shut",
    };
    Lock { open: ways.anyone, words: words.into() }
}

fn kind(id: &ResourceId) -> (Kind, String) {
    let text = id.resource_type().unwrap_or_default();
    match text.to_ascii_lowercase().as_str() {
        "microsoft.storage/storageaccounts" => (Kind::Storage, "Storage account".to_owned()),
        "microsoft.keyvault/vaults" => (Kind::Vault, "Key vault".to_owned()),
        _ => (Kind::Other, text),
    }
}

/// The links between two perimeters of the estate, each once.
#[must_use]
pub fn links(compiled: &Compiled) -> Vec<Link> {
    let perimeters = &compiled.snapshot().perimeters;
    let mut links: Vec<Link> = Vec::new();
    for (from, perimeter) in (0_u32..).zip(perimeters) {
        for link in &perimeter.links {
            let remote = |it: &Perimeter| {
                let names = [Some(it.id.as_str()), it.guid.as_ref().map(|guid| guid.as_str())];
                link.remote.iter().any(|remote| {
                    names.iter().flatten().any(|name| remote.as_str().eq_ignore_ascii_case(name))
                })
            };
            let Some(to) = (0_u32..).zip(perimeters).find(|it| remote(it.1)).map(|it| it.0) else {
                continue;
            };
            let known = links.iter().any(|it| (it.from, it.to) == (to, from));
            if known && link.kind == LinkKind::Reference || from == to {
                continue;
            }
            let approved = link.status == LinkStatus::Approved;
            let status = if approved { "approved" } else { "not approved" };
            links.push(Link {
                key: format!("{}/links/{}", perimeter.id.as_str(), link.name).into(),
                from,
                to,
                title: format!("Link {}, {status}", link.name).into(),
                approved,
            });
        }
    }
    links
}
