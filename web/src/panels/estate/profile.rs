//! A profile as a lane: its access rules, then the resources associated with it.

use std::sync::Arc;

use nsp_core::{Association, Profile, ResourceId, RuleDirection};
use yew::prelude::*;

use super::elements::{count, direction, elements};
use super::look_of;
use super::resource_card::ResourceCard;
use crate::state::{Estate, Shared};
use crate::ui::Look;

/// How many elements of a rule are shown before the rest is folded.
const SHOWN: usize = 6;

#[derive(Properties, PartialEq)]
pub struct ProfileLaneProps {
    pub estate: Shared<Estate>,
    pub profile: Arc<Profile>,
    pub associations: Vec<Association>,
    pub asked: Option<(ResourceId, Look)>,
}

/// Rules in document order, which decides the one that is named.
#[component]
pub fn ProfileLane(props: &ProfileLaneProps) -> Html {
    let profile = &props.profile;
    let resources = &props.estate.snapshot().resources;
    html! {
        <section class="nsp-profile" aria-label={format!("Profile {}", profile.name)}>
            <header class="nsp-profile__head">
                <h4>{"profile "}<b>{profile.name.clone()}</b></h4>
                <span>{summary(profile)}</span>
            </header>
            if !profile.access_rules.is_empty() {
                <ul class="nsp-profile__rules" aria-label="Access rules">
                    { for profile.access_rules.iter().map(|rule| html! {
                        <li class="nsp-rule" key={rule.name.clone()}>
                            <code class="nsp-rule__name">{rule.name.clone()}</code>
                            <span class="nsp-rule__direction">{direction(rule)}</span>
                            <div class="nsp-rule__elements">
                                { for elements(rule).into_iter().map(|elements| html! {
                                    <p key={elements.kind}>
                                        <span class="nsp-rule__kind">{elements.kind}</span>
                                        {listed(&elements.texts)}
                                    </p>
                                }) }
                            </div>
                        </li>
                    }) }
                </ul>
            }
            <div class="nsp-estate__cards">
                { for props.associations.iter().map(|association| {
                    let resource = resources.iter().find(|it| it.id == association.resource);
                    html! {
                        <ResourceCard key={association.name.clone()} id={association.resource.clone()}
                            resource={resource.cloned()} mode={Some(association.access_mode.clone())}
                            asked={look_of(&props.asked, &association.resource)} />
                    }
                }) }
            </div>
        </section>
    }
}

fn summary(profile: &Profile) -> String {
    let of = |wanted: RuleDirection| {
        profile.access_rules.iter().filter(|rule| rule.direction == wanted).count()
    };
    match (of(RuleDirection::Inbound), of(RuleDirection::Outbound)) {
        (0, 0) if profile.access_rules.is_empty() => "no rules".to_owned(),
        (inbound, 0) => count(inbound, "inbound rule", "inbound rules"),
        (0, outbound) => count(outbound, "outbound rule", "outbound rules"),
        (inbound, outbound) => {
            format!("{}, {outbound} outbound", count(inbound, "inbound rule", "inbound rules"))
        }
    }
}

fn listed(texts: &[String]) -> Html {
    let list = |texts: &[String]| -> Html {
        texts.iter().map(|text| html! { <><code>{text.clone()}</code>{" "}</> }).collect()
    };
    match texts.split_at_checked(SHOWN) {
        Some((first, rest)) if rest.len() > 1 => html! {
            <>{list(first)}<details class="nsp-rule__rest">
                <summary>{format!("{} more", rest.len())}</summary>{list(rest)}
            </details></>
        },
        _ => list(texts),
    }
}
