//! The request bar, and behind "More" the fields that few requests need.

mod choices;
mod control;
mod rest;
mod sources;
mod typed;
mod words;

use yew::prelude::*;

use crate::panels::menu::Menu;
use crate::parts::{Later, Piece};
use crate::state::{Action, Field, FieldError, use_dispatch, use_draft, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol, icon, use_latest};
pub(super) use control::Control;
pub(super) use rest::{MORE_INBOUND, RestControl};
pub use rest::{Rest, RestProps};
pub use sources::Sources;
pub use typed::{Of, Seen, typed};

const INBOUND: [Field; 5] =
    [Field::Direction, Field::From, Field::Authentication, Field::Protocol, Field::Resource];
const OUTBOUND: [Field; 3] = [Field::Direction, Field::Resource, Field::OutboundTo];

#[derive(Properties, PartialEq)]
pub struct RequestFormProps {
    /// A tall list takes the room: what lies behind "More" is unfolded only by hand, and then low.
    pub crowded: bool,
}

/// What is typed stays until another request is picked: a request that cannot be asked says so at
/// the field, and the last answer stays.
#[component]
pub fn RequestForm(props: &RequestFormProps) -> Html {
    let crowded = props.crowded;
    let workspace = use_workspace();
    let say = use_dispatch();
    let session = &workspace.session;
    let draft = session.estate.completed(use_draft());
    let latest = use_latest(&draft);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let open = use_state_eq(|| false);

    use_effect_with(session.turn, {
        let (errors, open) = (errors.clone(), open.clone());
        let in_use = !draft.more().is_empty();
        move |_| {
            open.set(*open || in_use && !crowded);
            errors.set(Vec::new());
        }
    });
    use_effect_with(crowded, {
        let open = open.clone();
        move |crowded| open.set(*open && !crowded)
    });

    let on_change = {
        let (latest, errors, say) = (latest.clone(), errors.clone(), say.clone());
        Callback::from(move |(field, text): (Field, AttrValue)| {
            errors.set(errors.iter().filter(|error| error.field != field).cloned().collect());
            let draft = latest.get().named("").with(field, text);
            latest.say(draft.clone());
            say.emit(Action::Typed(draft));
        })
    };
    let onsubmit = {
        let (latest, errors, open) = (latest.clone(), errors.clone(), open.clone());
        let estate = session.estate.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let draft = latest.get();
            match estate.ask(&draft) {
                Ok(_) => {
                    errors.set(Vec::new());
                    say.emit(Action::Fired(draft));
                }
                Err(found) => {
                    let in_bar = |field| INBOUND.contains(&field) || OUTBOUND.contains(&field);
                    open.set(*open || found.iter().any(|error| !in_bar(error.field)));
                    errors.set(found);
                }
            }
        })
    };

    let outbound = draft.is_outbound();
    let control = |field: &Field| {
        html! {
            <Control key={field.id()} field={*field} draft={draft.clone()}
                estate={session.estate.clone()} errors={(*errors).clone()}
                on_change={on_change.clone()} />
        }
    };
    let bar: &[Field] = if outbound { &OUTBOUND } else { &INBOUND };
    let rest = RestProps {
        draft: draft.clone(),
        estate: session.estate.clone(),
        errors: (*errors).clone(),
        on_change: on_change.clone(),
    };
    let in_use = draft.more().len();
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {
        <form class="nsp-request" aria-label="Request" novalidate=true {onsubmit}>
            <div class="nsp-request__line">
                <div class="nsp-request__bar" data-direction={draft.get(Field::Direction)}>
                    { for bar.iter().map(control) }
                </div>
                <Menu id="request-sources" label="Choose a source or destination"
                    symbol={Symbol::Source} kind={ButtonKind::Line} bare=true
                    list={Piece::Sources} />
                <Button label="More" kind={ButtonKind::Line} expanded={*open}
                    controls="request-more" on_press={toggle}>
                    if in_use > 0 {
                        <span class="nsp-count" title="Fields in use">{in_use}</span>
                    }
                    {icon(Symbol::Chevron)}
                </Button>
                <Button label="Fire" kind={ButtonKind::Main} submit=true>
                    <kbd class="nsp-request__key" aria-hidden="true">{"Enter"}</kbd>
                </Button>
            </div>
            <div class="nsp-request__more" id="request-more" hidden={!*open}
                data-crowded={crowded.then_some("true")}>
                if *open {
                    <Later piece={Piece::Rest(rest)} />
                }
            </div>
        </form>
    }
}
