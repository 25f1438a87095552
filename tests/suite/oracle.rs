//! The slow second opinion: the rulings, read once more and written down plainly.
//!
//! It shares no code with the engine, not even the comparison of two ids: it looks at text and at
//! bits. Loops, no sets, no indexes. Functions stand in the order of the rulings and name the
//! section they come from. Where engine and oracle differ, one is wrong and a person decides.

mod features;
mod firewall;
mod inbound;
mod outbound;
mod perimeters;
mod rules;
mod text;

use nsp_core::{
    AccessMode, Authentication, Feature, Flow, Ground, LogCategory, Network, Request, Resource,
    ResourceId, Revision, Snapshot, State, Verdict,
};

/// What the rulings answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) verdict: Verdict,
    pub(crate) ground: Ground,
    pub(crate) category: Option<LogCategory>,
}

/// An answer with what is said beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opinion {
    pub(crate) answer: Answer,
    /// Rulings 2.12: under Audit, what Enforced would have said of a member of a perimeter.
    pub(crate) would_be: Option<(Verdict, Ground)>,
    /// Rulings 6: the verdict under the other revision, where it is another.
    pub(crate) other_revision: Option<Verdict>,
    /// Rulings 3: whether `NspOutboundAttempt` is logged beside the answer.
    pub(crate) outbound_attempt: bool,
}

/// Rulings 1: whether something matches has three values, and any match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tri {
    No,
    Maybe,
    Yes,
}

impl Tri {
    fn of(matches: bool) -> Self {
        if matches { Self::Yes } else { Self::No }
    }

    fn any(found: impl IntoIterator<Item = Self>) -> Self {
        found.into_iter().max().unwrap_or(Self::No)
    }

    fn all(found: impl IntoIterator<Item = Self>) -> Self {
        found.into_iter().min().unwrap_or(Self::Yes)
    }
}

/// One question: a request under a state and a revision.
#[derive(Clone, Copy)]
struct Case<'a> {
    snapshot: &'a Snapshot,
    resource: &'a ResourceId,
    feature: Option<Feature>,
    state: State,
    revision: Revision,
}

impl<'a> Case<'a> {
    /// What is known of the resource that is asked about. Of one that the estate does not hold
    /// nothing is known, and least of all its network.
    fn described(&self) -> Option<&'a Resource> {
        resource(self.snapshot, self.resource.as_str())
    }

    fn network(&self) -> &'a Network {
        self.described().map_or(&Network::NotGiven, |resource| &resource.network)
    }

    fn is_storage_account(&self) -> bool {
        text::kind_of(self.resource.as_str())
            .is_some_and(|kind| text::same(&kind, "Microsoft.Storage/storageAccounts"))
    }
}

/// The first resource with this id.
fn resource<'a>(snapshot: &'a Snapshot, id: &str) -> Option<&'a Resource> {
    let mut resources = snapshot.resources.iter().map(AsRef::as_ref);
    resources.find(|resource: &&Resource| text::same_id(resource.id.as_str(), id))
}

/// The answer with all that is said beside it.
pub(crate) fn opinion(snapshot: &Snapshot, request: &Request, state: State) -> Opinion {
    let under = |state, revision| answer(snapshot, request, state, revision);
    let answer = under(state, snapshot.revision);
    let other = under(state, snapshot.revision.other()).verdict;
    let member = perimeters::governing(snapshot, request.resource.as_str()).is_some();
    let would_be = (state == State::Audit && member).then(|| {
        let enforced = under(State::Enforced, snapshot.revision);
        (enforced.verdict, enforced.ground)
    });
    Opinion {
        answer,
        would_be,
        other_revision: (other != answer.verdict).then_some(other),
        outbound_attempt: outbound::is_logged_attempt(snapshot, request, state),
    }
}

/// Rulings 3, at the end: the leg of a call at the other resource of the estate, in the state that
/// this one is in. Rulings 4: where `asker` is asked about as not associated, the estate puts it in
/// no perimeter.
pub(crate) fn other_leg(
    snapshot: &Snapshot,
    leg: &Request,
    asker: &ResourceId,
    asked: State,
) -> Verdict {
    let mut snapshot = snapshot.clone();
    if asked == State::NotAssociated {
        for perimeter in &mut snapshot.perimeters {
            let stays = |other: &ResourceId| !text::same_id(other.as_str(), asker.as_str());
            let associations = &mut std::sync::Arc::make_mut(perimeter).associations;
            associations.retain(|association| stays(&association.resource));
        }
    }
    let verdict = |leg: &Request| match state_of(&snapshot, &leg.resource) {
        Some(state) => opinion(&snapshot, leg, state).answer.verdict,
        // Which of several decides is not known either.
        None if perimeters::modes(&snapshot, leg.resource.as_str()).len() > 1 => Verdict::Unknown,
        // Whatever Enforced allows, every mode allows.
        None => match opinion(&snapshot, leg, State::Enforced).answer.verdict {
            Verdict::Allowed => Verdict::Allowed,
            Verdict::Denied | Verdict::Unknown => Verdict::Unknown,
        },
    };
    // Whether the caller has a managed identity is read from the resource.
    let mut by_user = leg.clone();
    let Flow::Inbound(inbound) = &mut by_user.flow else { return verdict(leg) };
    inbound.authentication = Some(Authentication::Entra);
    match resource(&snapshot, asker.as_str()).and_then(|asker| asker.managed_identity) {
        Some(true) => verdict(leg),
        Some(false) => verdict(&by_user),
        None if verdict(leg) == verdict(&by_user) => verdict(leg),
        None => Verdict::Unknown,
    }
}

/// The state that the estate itself is in for a resource. A mode that nobody knows may be any, and
/// of several Enforced decides.
pub(crate) fn state_of(snapshot: &Snapshot, resource: &ResourceId) -> Option<State> {
    let modes = perimeters::modes(snapshot, resource.as_str());
    let is_known = modes.iter().all(|mode| !matches!(mode, AccessMode::Unrecognized(_)));
    if !is_known && !modes.contains(&&AccessMode::Enforced) {
        return None;
    }
    match perimeters::governing(snapshot, resource.as_str()).map(|member| member.mode) {
        Some(AccessMode::Enforced) => Some(State::Enforced),
        Some(AccessMode::Learning) => Some(State::Learning),
        Some(AccessMode::Audit) => Some(State::Audit),
        Some(AccessMode::Unrecognized(_)) => None,
        None if perimeters::perhaps_associated(snapshot, resource).is_empty() => {
            Some(State::NotAssociated)
        }
        None => None,
    }
}

/// Rulings 1: an association whose resource is an expression may be that of a resource without one.
/// As many estates as that may be meant are asked, and only what all answer alike is certain.
fn answer(snapshot: &Snapshot, request: &Request, state: State, revision: Revision) -> Answer {
    let own = answer_as_known(snapshot, request, state, revision);
    if state == State::NotAssociated {
        return own;
    }
    let others = perimeters::perhaps_associated(snapshot, &request.resource);
    let others = others.iter().map(|(estate, resource)| {
        let request = Request { resource: resource.clone(), ..request.clone() };
        answer_as_known(estate, &request, state, revision)
    });
    let others: Vec<Answer> = others.collect();
    let all = |wanted| own.verdict == wanted && others.iter().all(|it| it.verdict == wanted);
    let is_one_ground = others.iter().all(|it| it.ground == own.ground);
    if others.is_empty() || all(Verdict::Denied) || is_one_ground && all(own.verdict) {
        own
    } else if all(Verdict::Allowed) {
        allowed(Ground::Undecided, None)
    } else {
        unknown()
    }
}

fn answer_as_known(
    snapshot: &Snapshot,
    request: &Request,
    state: State,
    revision: Revision,
) -> Answer {
    let (resource, feature) = (&request.resource, request.feature);
    let case = Case { snapshot, resource, feature, state, revision };
    match &request.flow {
        Flow::Inbound(inbound) => inbound::answer(case, inbound),
        Flow::Outbound(outbound) => outbound::answer(case, &outbound.destination),
    }
}

fn allowed(ground: Ground, category: Option<LogCategory>) -> Answer {
    Answer { verdict: Verdict::Allowed, ground, category }
}

fn denied(ground: Ground, category: Option<LogCategory>) -> Answer {
    Answer { verdict: Verdict::Denied, ground, category }
}

/// Something that decides is not known.
fn unknown() -> Answer {
    Answer { verdict: Verdict::Unknown, ground: Ground::Undecided, category: None }
}

/// Rulings 1: a step before this answer could not be decided.
fn after_doubt(doubt: bool, answer: Answer) -> Answer {
    match (doubt, answer.verdict) {
        (false, _) => answer,
        (true, Verdict::Allowed) => allowed(Ground::Undecided, None),
        (true, Verdict::Denied | Verdict::Unknown) => unknown(),
    }
}
