//! An order of enforcements, as every door prints it.

use nsp_analysis::flip::{Change, Obstacle, flips};
use nsp_analysis::rollout::{self, Break, Doubt, Plan};
use nsp_core::{Compiled, Request, State, Verdict};
use serde::Serialize;

use crate::Apart;
use crate::expectation::read;
use crate::explain::{self, describe, explain};
use crate::names::Named;
use crate::report::markdown::{code, line, prose};
use crate::scenario::{Expectation, MORE, NOT_GIVEN, Resources, Scenario};

/// The order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rollout {
    /// How many flows have to get through.
    pub flows: usize,
    /// One association after another: those whose enforcement breaks no flow first.
    pub steps: Vec<Step>,
    /// The flows that do not get through as things are, so that no enforcement can break them.
    pub shut: Vec<String>,
    /// The flows of which it is not known whether they get through as things are.
    pub unknown: Vec<Unsettled>,
}

/// A flow of which it is not known whether it gets through as things are, nor then whether an
/// enforcement breaks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unsettled {
    /// Its name, or else its request in a sentence.
    pub flow: String,
    /// The leg that is in doubt, in a sentence.
    pub request: String,
    /// One clause that says why. Backticks mark code.
    pub reason: String,
    /// What would settle it, in sentences.
    pub missing: Vec<String>,
}

/// The enforcement of one association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The ARM id of the resource.
    pub resource: String,
    /// The name of the perimeter.
    pub perimeter: String,
    /// The profile.
    pub profile: String,
    /// What the resource and the perimeter are called where others have their names.
    #[serde(skip)]
    called: [String; 2],
    /// The state it is in: `transition` or `audit`; `null` where that is not known.
    pub state: Option<&'static str>,
    /// `safe`: flows pass here and none breaks; `unproven`: no flow passes here; `breaks`.
    pub result: &'static str,
    /// How many legs of flows pass here.
    pub flows: usize,
    /// The flows that break unless something is changed before.
    pub breaks: Vec<Broken>,
}

/// A flow that breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Broken {
    /// Its name, or else its request in a sentence.
    pub flow: String,
    /// The leg that breaks, in a sentence.
    pub request: String,
    /// `denied` or `unknown`: the verdict once enforced.
    pub verdict: &'static str,
    /// One clause that says why. Backticks mark code.
    pub reason: String,
    /// The smallest change that keeps the flow, in a sentence; `null` where no single one does, or
    /// one that is told already.
    pub mend: Option<String>,
    /// The step whose change keeps this flow as well, counted from 1: it is to be made before.
    pub kept_by: Option<usize>,
    /// Why no single change keeps it.
    pub obstacle: Option<String>,
}

/// A request that has to get through, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Its name, or else its request in a sentence.
    pub name: String,
    /// The request.
    pub request: Request,
}

/// The flows that expectations hold open: those that expect Enforced to allow, or that expect
/// another state to and say nothing of Enforced. With `requests`, every saved request as well.
#[must_use]
pub fn flows(compiled: &Compiled, scenario: &Scenario, requests: bool) -> Vec<Flow> {
    let resources = Resources::by_name(compiled.snapshot());
    let called = |name: &Option<String>, request: Request| {
        let name = name.clone().filter(|name| !name.trim().is_empty());
        Flow { name: name.unwrap_or_else(|| describe(&request)), request }
    };
    let held = scenario.expectations.iter().filter(|it| holds_open(it)).filter_map(|it| {
        let asked = read(it, &resources).ok()?;
        Some(called(&it.name, asked.request))
    });
    let saved = scenario.requests.iter().filter(|_| requests).filter_map(|it| {
        let request = it.build_among(&resources).ok()?;
        Some(called(&it.name, request))
    });
    held.chain(saved).collect()
}

fn holds_open(expectation: &Expectation) -> bool {
    let allows = |state: State| {
        let verdict = expectation.expected(state)?.verdict.as_deref()?;
        Some(Verdict::from_name(verdict) == Some(Verdict::Allowed))
    };
    let others = [State::Learning, State::Audit, State::NotAssociated];
    allows(State::Enforced).unwrap_or_else(|| others.into_iter().filter_map(allows).any(|it| it))
}

/// The order in which the associations of an estate can be enforced, and what each step needs.
#[must_use]
pub fn report(compiled: &Compiled, flows: &[Flow]) -> Rollout {
    let requests: Vec<Request> = flows.iter().map(|flow| flow.request.clone()).collect();
    let Plan { steps, shut, unknown } = rollout::plan(compiled, &requests);
    let name = |flow: usize| flows.get(flow).map_or_else(String::new, |flow| flow.name.clone());
    let apart = Apart::of([compiled.snapshot()]);
    let mut mended = Mended { before: compiled, apart: &apart, changes: Vec::new() };
    let steps = (1..).zip(steps).map(|(number, step)| {
        let perimeters = &compiled.snapshot().perimeters;
        let perimeter = perimeters.get(step.association.perimeter as usize);
        let association =
            perimeter.and_then(|it| it.associations.get(step.association.association as usize));
        let result = match (step.breaks.is_empty(), step.legs) {
            (false, _) => "breaks",
            (true, 0) => "unproven",
            (true, _) => "safe",
        };
        Step {
            state: compiled.state_of(&step.resource).map(Named::name),
            perimeter: perimeter.map_or_else(String::new, |it| it.id.name().to_owned()),
            profile: association.map_or_else(String::new, |it| it.profile.clone()),
            called: [
                apart.resource(step.resource.as_str()).to_owned(),
                perimeter.map_or("", |it| apart.perimeter(it.id.as_str())).to_owned(),
            ],
            result,
            flows: step.legs,
            breaks: step.breaks.iter().map(|it| mended.broken(number, name(it.flow), it)).collect(),
            resource: step.resource.to_string(),
        }
    });
    Rollout {
        flows: flows.len(),
        steps: steps.collect(),
        shut: shut.into_iter().map(name).collect(),
        unknown: unknown.iter().map(|it| unsettled(compiled, name(it.flow), it)).collect(),
    }
}

fn unsettled(compiled: &Compiled, flow: String, doubt: &Doubt) -> Unsettled {
    let Doubt { request, state, .. } = doubt;
    let decision = compiled.question(request).decide(state.unwrap_or(State::Enforced));
    let told = explain(compiled, request, &decision);
    let (mut reason, mut missing) = (told.reason, told.missing);
    // What is not known is then the mode, and not what it decides.
    if state.is_none() && decision.outcome.verdict() != Verdict::Unknown {
        let resource = code(request.resource.name());
        reason = format!("the access mode of {resource} is not known");
        missing = vec!["Write Learning, Enforced or Audit.".to_owned()];
    }
    Unsettled { flow, request: describe(request), reason, missing }
}

/// An estate with what the steps so far need.
struct Mended<'c> {
    before: &'c Compiled,
    apart: &'c Apart,
    /// Each change with the step that needs it, and the estate after it.
    changes: Vec<(usize, Compiled)>,
}

impl Mended<'_> {
    fn broken(&mut self, step: usize, flow: String, broken: &Break) -> Broken {
        let Break { request, after, .. } = broken;
        let decision = self.before.question(request).decide(State::Enforced);
        let reason = explain(self.before, request, &decision).reason;
        let keeps = |(_, estate): &&(usize, Compiled)| {
            let enforced = estate.question(request).evaluate(State::Enforced, &mut ());
            enforced.verdict() == Verdict::Allowed
        };
        let kept_by = self.changes.iter().find(keeps).map(|(step, _)| *step);
        let (mend, obstacle) = match kept_by {
            Some(_) => (None, None),
            None => self.mend(step, request),
        };
        let (request, verdict) = (describe(request), after.verdict().name());
        Broken { flow, request, verdict, reason, mend, kept_by, obstacle }
    }

    /// Makes the smallest change that keeps a flow, in a sentence, or else tells what is in the way.
    fn mend(&mut self, step: usize, request: &Request) -> (Option<String>, Option<String>) {
        let estate = self.changes.last().map_or(self.before, |(_, estate)| estate);
        let found = flips(estate, request, State::Enforced);
        // Not to enforce it is no mend, and in another profile other flows may break.
        let mends = |it: &&Change| !matches!(it, Change::AccessMode(..) | Change::Profile(..));
        let mend = found.changes.iter().find(mends);
        let Some(change) = mend else {
            let why = found.none.unwrap_or(Obstacle::NoSingleChange);
            return (None, Some(explain::flip::obstacle(why)));
        };
        let told = explain::flip::change(change, estate.snapshot(), self.apart);
        let mended = estate.after(change.applied(estate.snapshot()));
        self.changes.push((step, mended));
        (Some(told), None)
    }
}

impl Step {
    /// What the resource and the perimeter are called, told apart from others.
    #[must_use]
    pub fn called(&self) -> [&str; 2] {
        self.called.each_ref().map(String::as_str)
    }
}

impl Broken {
    /// What is to be done about it, in a sentence or two.
    #[must_use]
    pub fn advice(&self, step: usize) -> String {
        match (&self.mend, self.kept_by, &self.obstacle) {
            (Some(mend), ..) => format!("Before: {mend}."),
            (None, Some(by), _) if by == step => "The same change keeps it.".to_owned(),
            (None, Some(by), _) => format!("The change before step {by} keeps it too."),
            (None, None, obstacle) => obstacle.clone().unwrap_or_default(),
        }
    }
}

impl Unsettled {
    /// Why it is not known and what would settle it, in sentences.
    #[must_use]
    pub fn why(&self) -> String {
        let mut why = format!("{}.", self.reason);
        for it in &self.missing {
            why = format!("{why} {it}");
        }
        why
    }
}

impl Rollout {
    /// Whether some enforcement breaks a flow.
    #[must_use]
    pub fn breaks(&self) -> bool {
        self.steps.iter().any(|step| !step.breaks.is_empty())
    }
}

/// For a terminal: one step a line, and under it what breaks and what keeps it.
#[must_use]
pub fn text(rollout: &Rollout) -> String {
    let mut lines = vec![summary(rollout)];
    for (number, step) in (1..).zip(&rollout.steps) {
        lines.push(format!("{number:>3}. {}", heading(step)));
        for it in &step.breaks {
            lines.push(format!("     {}: {}, {}.", it.flow, it.verdict, it.reason));
            lines.push(format!("     {}", it.advice(number)));
        }
    }
    lines.extend(rollout.shut.iter().map(|flow| format!("Does not get through today: {flow}")));
    lines.extend(
        rollout.unknown.iter().map(|it| format!("Not known today: {}: {}", it.flow, it.why())),
    );
    lines.iter().map(|it| line(it)).collect::<Vec<_>>().join("\n")
}

/// For a document.
#[must_use]
pub fn markdown(rollout: &Rollout) -> String {
    let mut lines = vec![summary(rollout), String::new()];
    for (number, step) in (1..).zip(&rollout.steps) {
        lines.push(format!("1. {}", prose(&heading(step))));
        for it in &step.breaks {
            let why = prose(&format!("{}. {}", it.reason, it.advice(number)));
            lines.push(format!("   - {}: **{}**, {why}", prose(&it.flow), it.verdict));
        }
    }
    for flow in &rollout.shut {
        lines.extend([String::new(), format!("Does not get through today: {}", prose(flow))]);
    }
    for it in &rollout.unknown {
        let (flow, why) = (prose(&it.flow), prose(&it.why()));
        lines.extend([String::new(), format!("Not known today: {flow}: {why}")]);
    }
    lines.join("\n")
}

fn summary(rollout: &Rollout) -> String {
    let (all, breaking) =
        (rollout.steps.len(), rollout.steps.iter().filter(|it| !it.breaks.is_empty()).count());
    match (all, rollout.flows) {
        (0, _) => "No association is left to enforce.".to_owned(),
        (_, 0) => "No expectation says which requests have to get through, so no step is proven. \
                   Keep some, or count the saved requests with `--requests`."
            .to_owned(),
        (all, flows) => {
            let flows = if flows == 1 { "1 flow".to_owned() } else { format!("{flows} flows") };
            let breaks = if breaking == 1 { "breaks" } else { "break" };
            format!("{flows}, {all} to enforce, {breaking} of them {breaks} something:")
        }
    }
}

fn heading(step: &Step) -> String {
    if step.resource == MORE {
        let perimeter = code(&step.perimeter);
        return format!(
            "what a page that is missing associates with {perimeter}: nothing is known"
        );
    }
    if step.resource == NOT_GIVEN {
        let perimeter = code(&step.perimeter);
        return format!("what {perimeter} associates without naming it: nothing is known");
    }
    let passes = |count: usize| match count {
        1 => "1 flow passes and stays".to_owned(),
        count => format!("{count} flows pass and stay"),
    };
    let what = match step.result {
        "safe" => passes(step.flows),
        "unproven" => "no flow passes, so nothing is proven".to_owned(),
        _ if step.flows == 1 => "breaks the one flow that passes".to_owned(),
        _ => format!("breaks {} of {} flows", step.breaks.len(), step.flows),
    };
    let [name, perimeter] = step.called().map(code);
    let profile = code(&step.profile);
    format!("{name} in {perimeter}, profile {profile}: {what}")
}
