//! The state that is shown: Not associated, Transition, Enforced; Audit beside them.

use nsp_analysis::matrix::Counts;
use nsp_core::State;
use yew::prelude::*;

use crate::ui::{mode_mark, state_name};

const PATHS: &str = "Paths of the picture: one source to one resource, or one resource to one \
                     destination. Breaks counts the permissions behind them.";

/// Radio buttons on a line.
pub struct Scrubber {
    state: State,
    on_state: Callback<State>,
    /// How many paths change on the way, where there is room to say it.
    counts: Option<Counts>,
    label: AttrValue,
}

impl Scrubber {
    /// Only the stops.
    #[must_use]
    pub fn new(state: State, on_state: Callback<State>) -> Self {
        Self { state, on_state, counts: None, label: "State of the associations".into() }
    }

    /// With what changes from one stop to the next.
    #[must_use]
    pub fn counting(self, counts: Counts) -> Self {
        Self { counts: Some(counts), ..self }
    }

    /// By a name of its own, where there are two of them.
    #[must_use]
    pub fn called(self, label: String) -> Self {
        Self { label: label.into(), ..self }
    }

    pub fn html(&self) -> Html {
        let legs = |turns: fn(&Counts) -> Vec<Turned>| self.counts.as_ref().map(turns).map(leg);
        html! {
            <div class="nsp-scrubber" role="radiogroup" aria-label={self.label.clone()}>
                {self.stop(State::NotAssociated)}
                {legs(associating)}
                {self.stop(State::Learning)}
                {legs(enforcing)}
                {self.stop(State::Enforced)}
                <span class="nsp-scrubber__gap" />
                {self.stop(State::Audit)}
            </div>
        }
    }

    fn stop(&self, state: State) -> Html {
        let onchange = self.on_state.reform(move |_: Event| state);
        let title = (state == State::Learning).then_some("formerly Learning; `Learning` in code");
        html! {
            <label class="nsp-scrubber__stop" {title}>
                <input class="nsp-scrubber__radio" type="radio" name={self.label.clone()}
                    checked={self.state == state} {onchange} />
                {mode_mark(state)}<span>{state_name(state)}</span>
            </label>
        }
    }
}

/// So many paths turn: of what kind that is, and the verb for one and for many.
type Turned = (&'static str, u32, &'static str, &'static str);

fn associating(counts: &Counts) -> Vec<Turned> {
    let closes = ("lost", counts.blocked, "closes", "close");
    let opens = ("gained", counts.opens, "opens", "open");
    known([closes, opens], counts.unknown_on_associating)
}

fn enforcing(counts: &Counts) -> Vec<Turned> {
    let breaks = ("lost", counts.breaks, "breaks", "break");
    let unsure = ("unsure", counts.becomes_unknown, "becomes unknown", "become unknown");
    known([breaks, unsure], counts.unknown_on_enforcing)
}

/// What turns, or else of how much that is not known.
fn known(turns: [Turned; 2], unknown: u32) -> Vec<Turned> {
    let all = |turns: &[Turned]| turns.iter().copied().filter(|it| it.1 > 0).collect::<Vec<_>>();
    match all(&turns) {
        none if none.is_empty() => all(&[("unsure", unknown, "not known", "not known")]),
        some => some,
    }
}

/// What changes on the way between two stops, the gravest first.
fn leg(turns: Vec<Turned>) -> Html {
    let Some((kind, ..)) = turns.first() else {
        return html! {
            <span class="nsp-scrubber__leg" data-kind="none">{"nothing changes"}</span>
        };
    };
    let turn = |(at, (_, count, one, many)): (usize, &Turned)| {
        let (paths, turn) = if *count == 1 { (" path", one) } else { (" paths", many) };
        html! {<>
            {if at > 0 { ", " } else { "" }}{*count}
            if at == 0 {
                <span class="nsp-scrubber__noun">{paths}</span>
            }
            {" "}{*turn}
        </>}
    };
    html! {
        <span class="nsp-scrubber__leg" data-kind={*kind} title={PATHS}>
            <span>{ for turns.iter().enumerate().map(turn) }</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, associating, enforcing};

    #[test]
    fn a_leg_says_all_that_turns_and_never_that_nothing_does_where_that_is_not_known() {
        let none = Counts::default();
        assert!(associating(&none).is_empty() && enforcing(&none).is_empty());
        let both = Counts { breaks: 1, becomes_unknown: 1, opens: 2, blocked: 1, ..none };
        assert_eq!(
            associating(&both),
            [("lost", 1, "closes", "close"), ("gained", 2, "opens", "open")]
        );
        let kinds: Vec<_> = enforcing(&both).iter().map(|it| (it.0, it.1)).collect();
        assert_eq!(kinds, [("lost", 1), ("unsure", 1)]);
        let unknown = Counts { unknown_on_associating: 3, unknown_on_enforcing: 2, ..none };
        assert_eq!(associating(&unknown), [("unsure", 3, "not known", "not known")]);
        assert_eq!(enforcing(&unknown), [("unsure", 2, "not known", "not known")]);
        let mixed = Counts { opens: 1, ..unknown };
        assert_eq!(associating(&mixed), [("gained", 1, "opens", "open")]);
    }
}
