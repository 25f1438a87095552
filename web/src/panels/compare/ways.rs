//! The smallest changes that turn a verdict, each made on a press.

use nsp_analysis::flip::{Change, Flips, LegFlips, of_legs};
use nsp_core::{Flow, Request, Snapshot, State};
use nsp_formats::Apart;
use nsp_formats::explain::flip::{self, obstacle, used};
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::Edit;
use yew::prelude::*;

use crate::state::{Action, Estate, Fired, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Look, Symbol, prose, state_name};

#[derive(Clone, Properties, PartialEq)]
pub struct WaysProps {
    pub fired: Fired,
    pub state: State,
}

/// What turns the answer. A call between two resources of the estate passes both: where both deny
/// it, one change at each is needed, and one press makes the two.
#[component]
pub fn Ways(props: &WaysProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let estate = workspace.session.estate.clone();
    let made_of = (estate.clone(), props.fired.draft.clone(), props.state);
    let found = use_memo(made_of, |(estate, draft, state)| {
        let request = draft.form().build(estate.snapshot()).ok()?;
        let calls = estate.compiled().question(&request).decide_other_leg(*state).is_some();
        Some((of_legs(estate.compiled(), &request, *state), calls))
    });
    let Some((legs, calls)) = (*found).as_ref() else { return html! {} };
    let scenario = workspace.session.scenario();
    let on_edit = say.reform(Action::Edited);
    let both = both(legs, scenario, &estate);
    let Some(wanted) = legs.first().map(|leg| leg.flips.wanted) else { return html! {} };
    let word = Look::of(wanted, None).word();
    html! {<>
        <p class="nsp-hidden">{format!("{} would then be {word}.", state_name(props.state))}</p>
        { for legs.iter().enumerate().map(|(at, leg)| html! {
            <Leg key={at} title={calls.then(|| side(&leg.request))} flips={leg.flips.clone()}
                on_edit={on_edit.clone()} />
        }) }
        if legs.len() > 1 && legs.iter().all(|leg| leg.flips.none.is_none()) {
            <div class="nsp-flip__both">
                <span>{"Both are needed: each side denies by itself."}</span>
                if let Some(both) = both {
                    <Button label="Apply both" kind={ButtonKind::Line} icon={Symbol::Plus}
                        on_press={on_edit.reform(move |()| both.clone())} />
                }
            </div>
        }
    </>}
}

/// "The way into `stweb`".
fn side(request: &Request) -> String {
    let way = match request.flow {
        Flow::Inbound(_) => "into",
        Flow::Outbound(_) => "out of",
    };
    format!("The way {way} `{}`", request.resource.name())
}

/// The smallest change of each of two legs as one step.
fn both(legs: &[LegFlips], scenario: &Scenario, estate: &Estate) -> Option<Edit> {
    let [one, other] = legs else { return None };
    let (one, other) = (one.flips.changes.first()?, other.flips.changes.first()?);
    both_changes([one, other], scenario, estate.snapshot())
}

/// The second is written into what the first makes, where it may find another place.
fn both_changes(changes: [&Change; 2], scenario: &Scenario, snapshot: &Snapshot) -> Option<Edit> {
    let [one, other] = changes;
    let first = Edit::of_change(one, scenario, snapshot)?;
    if one == other {
        return Some(first);
    }
    let second = Edit::of_change(other, &scenario.edited(&first).ok()?, snapshot)?;
    let label = format!("{}, and {}", change(one, snapshot), lower(&change(other, snapshot)));
    Some(Edit::Several { label, edits: vec![first, second] })
}

/// The order within a sentence: "add `198.51.100.20` to".
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[derive(Properties, PartialEq)]
struct LegProps {
    /// Which side of a call this is.
    title: Option<String>,
    flips: Flips,
    on_edit: Callback<Edit>,
}

/// The smallest change of one leg, and behind a press the others.
#[component]
fn Leg(props: &LegProps) -> Html {
    let workspace = use_workspace();
    let open = use_state_eq(|| false);
    let (scenario, estate) = (workspace.session.scenario(), &workspace.session.estate);
    let title = props.title.as_ref().map(|title| {
        html! { <h4 class="nsp-flip__leg">{prose(title)}</h4> }
    });
    if let Some(none) = props.flips.none {
        return html! {<>
            {title}
            <p class="nsp-flip__none">{prose(&obstacle(none))}</p>
        </>};
    }
    let changes = &props.flips.changes;
    let way = |(place, turn): (usize, &Change)| {
        let sentence = change(turn, estate.snapshot());
        let room =
            used(turn, estate.snapshot()).map(|room| format!(": {room}")).unwrap_or_default();
        let edit = Edit::of_change(turn, scenario, estate.snapshot());
        let on_press = edit.map(|edit| props.on_edit.reform(move |()| edit.clone()));
        let name = sentence.replace('`', "");
        html! {
            <li class="nsp-flip__way" key={place}>
                <span>{prose(&format!("{sentence}{room}."))}</span>
                if let Some(on_press) = on_press {
                    <Button label="Apply" title={format!("Apply: {name}")} kind={ButtonKind::Line}
                        icon={Symbol::Plus} {on_press} />
                }
            </li>
        }
    };
    let others = changes.len().saturating_sub(1);
    let shown = if *open { changes.len() } else { 1 };
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {<>
        {title}
        <ul class="nsp-flip__ways">{ for changes.iter().take(shown).enumerate().map(way) }</ul>
        if others > 0 {
            <Button label={match *open {
                true => "Only the smallest".to_owned(),
                false => format!("Other ways: {others}"),
            }} expanded={*open} on_press={toggle} />
        }
    </>}
}

/// A change in words, by short names.
fn change(turn: &Change, snapshot: &Snapshot) -> String {
    flip::change(turn, snapshot, &Apart::default())
}

#[cfg(test)]
mod tests {
    use nsp_core::{Compiled, Verdict};
    use nsp_formats::request::RequestForm;

    use super::*;

    fn read(scenario: &Scenario) -> Compiled {
        Compiled::new(scenario.snapshot().value)
    }

    #[test]
    fn one_change_at_each_side_of_a_call_lets_it_through() {
        let account = |name: &str| {
            format!(
                r#"{{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/{name}",
                    "identity": {{"type": "SystemAssigned"}}}}"#
            )
        };
        let perimeter = |name: &str, account: &str| {
            format!(
                r#"{{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/{name}",
                    "profiles": [{{"name": "p", "accessRules": []}}],
                    "resourceAssociations": [{{"name": "a", "accessMode": "Enforced", "profile": {{"name": "p"}},
                      "privateLinkResource": {{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/{account}"}}}}]}}"#
            )
        };
        let text = format!(
            r#"{{"nspScenario": 1, "estate": {{"perimeters": [{}, {}], "resources": [{}, {}]}}}}"#,
            perimeter("one", "near"),
            perimeter("two", "far"),
            account("near"),
            account("far"),
        );
        let scenario = Scenario::parse("", &text).unwrap().value;
        let compiled = read(&scenario);
        let form = RequestForm {
            resource: Some("near".to_owned()),
            from_resource: Some("far".to_owned()),
            authentication: Some("managed-identity".to_owned()),
            ..RequestForm::default()
        };
        let request = form.build(compiled.snapshot()).unwrap();
        let legs = of_legs(&compiled, &request, State::Enforced);
        let [one, other] = legs.as_slice() else { panic!("{legs:#?}") };
        assert_eq!(side(&one.request), "The way into `near`");
        assert_eq!(side(&other.request), "The way out of `far`");
        for one in &one.flips.changes {
            for other in &other.flips.changes {
                let edit = both_changes([one, other], &scenario, compiled.snapshot()).unwrap();
                let after = read(&scenario.edited(&edit).unwrap());
                let question = after.question(&request);
                let state = after.state_of(&request.resource).unwrap();
                let near = question.evaluate(state, &mut ()).verdict();
                let far = question.decide_other_leg(state).unwrap().decision.outcome.verdict();
                assert_eq!((near, far), (Verdict::Allowed, Verdict::Allowed), "{edit:?}");
            }
        }
    }
}
