//! The page within another page: one answer, and one rule to try it with.
//!
//! It keeps nothing and knows no workspace: what it shows comes from its address, and what is
//! edited leaves it only by "Open full".

mod answer;
mod full;
mod host;
mod matrix;
mod picture;
mod rule;

use nsp_formats::scenario::Scenario;
use yew::prelude::*;

use crate::examples::EXAMPLES;
use crate::route::{EmbedView, Route};
use crate::state::{Document, Draft, Placement, Session};
use crate::ui::{Look, brand, prose, verdict_mark};
use crate::view::set_theme;
use answer::Answer;
use full::OpenFull;
use host::use_host;
use matrix::MatrixTable;
use picture::EstatePicture;
use rule::{RuleField, Written};

#[derive(Properties, PartialEq)]
pub struct EmbedProps {
    pub route: Route,
}

/// The scenario as it came, and what is wrong with the address.
#[derive(Clone, PartialEq)]
struct Start {
    session: Session,
    errors: Vec<String>,
}

/// As high as what it holds; the host is told how high that is.
#[component]
pub fn Embed(props: &EmbedProps) -> Html {
    let route = &props.route;
    let Some(embedding) = &route.embed else { return Html::default() };
    let start = use_memo((), |()| start(route));
    let session = use_state_eq(|| start.session.clone());
    let node = use_node_ref();
    use_effect_with(route.theme, |theme| set_theme(*theme));
    use_host(&node);

    let on_fire = {
        let session = session.clone();
        Callback::from(move |draft: Draft| {
            let mut next = (*session).clone();
            next.fire(draft);
            session.set(next);
        })
    };
    let on_scenario = {
        let session = session.clone();
        Callback::from(move |scenario: Scenario| {
            let mut next = (*session).clone();
            next.change(next.document.edited(scenario));
            session.set(next);
        })
    };
    let shows_rule = embedding.rule.is_some() || !embedding.readonly;
    // A list that is emptied is edited on; another estate has its own.
    let found =
        use_memo(embedding.rule.clone(), |rule| Written::find(session.scenario(), rule.as_deref()));
    let written = (*found).clone().filter(|_| shows_rule);
    let lost = embedding
        .rule
        .as_ref()
        .filter(|_| written.is_none())
        .map(|name| format!("`rule`: There is no rule `{name}` with anything to edit."));
    let errors: Vec<&String> = start.errors.iter().chain(&lost).collect();
    let edited = session.document.scenario != start.session.document.scenario
        || session.fired.len() != start.session.fired.len();
    let view = match embedding.view {
        EmbedView::Answer => "answer",
        EmbedView::Drawing => "drawing",
        EmbedView::Matrix => "matrix",
    };
    html! {
        <main class="nsp-embed" data-view={view} ref={node}>
            <header class="nsp-embed__head">
                {brand()}
                <h1 class="nsp-embed__title">{prose(&session.document.title())}</h1>
                <OpenFull session={(*session).clone()} example={route.example.filter(|_| !edited && route.arrival.asked.is_none())} />
            </header>
            if !errors.is_empty() {
                <div role="alert" class="nsp-embed__errors"><ul>
                    { for errors.into_iter().map(|error| html! {
                        <li>{verdict_mark(Look::Unknown)}<span>{prose(error)}</span></li>
                    }) }
                </ul></div>
            }
            {match embedding.view {
                EmbedView::Answer => Html::default(),
                EmbedView::Drawing => html! { <EstatePicture session={(*session).clone()} /> },
                EmbedView::Matrix => html! {
                    <MatrixTable session={(*session).clone()} {on_fire} />
                },
            }}
            if let Some(written) = written {
                <RuleField {written} session={(*session).clone()} readonly={embedding.readonly}
                    {on_scenario} />
            }
            <Answer fired={session.shown().cloned()} />
        </main>
    }
}

/// What the address names, or else the first example.
fn start(route: &Route) -> Start {
    let arrival = &route.arrival;
    let mut refused = Vec::new();
    let named = arrival.file.as_ref().and_then(|(file, _)| {
        let read = Document::read(std::slice::from_ref(file), Placement::Apart);
        read.map_err(|it| refused.extend(it.findings.iter().map(|finding| finding.message()))).ok()
    });
    let usual =
        || EXAMPLES.first().and_then(|it| Document::read(&[it.file()], Placement::Apart).ok());
    let document = named.or_else(usual).unwrap_or_else(|| Document::new(Scenario::default()));
    let mut session = Session::new(document);
    let (errors, _) = arrival.ask(&mut session);
    Start { session, errors: refused.into_iter().chain(errors).collect() }
}
