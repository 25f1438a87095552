//! A perimeter as a frame around its profiles.

use std::sync::Arc;

use nsp_core::{Link, LinkStatus, Perimeter, Profile, ResourceId};
use yew::prelude::*;

use super::profile::ProfileLane;
use crate::state::{Estate, Shared};
use crate::ui::{Icon, Look, Symbol};

#[derive(Properties, PartialEq)]
pub struct PerimeterFrameProps {
    pub estate: Shared<Estate>,
    pub perimeter: Arc<Perimeter>,
    pub asked: Option<(ResourceId, Look)>,
}

/// Profiles in document order, then associations whose profile is missing, then links.
#[component]
pub fn PerimeterFrame(props: &PerimeterFrameProps) -> Html {
    let perimeter = &props.perimeter;
    let name = perimeter.id.name().to_owned();
    let lanes = perimeter.profiles.iter().cloned().chain(missing(perimeter));
    html! {
        <section class="nsp-perimeter" aria-label={format!("Network security perimeter {name}")}>
            <header class="nsp-perimeter__head">
                <Icon symbol={Symbol::Trust} /><h3>{name}</h3>
                <span>{"network security perimeter"}</span>
            </header>
            { for lanes.map(|profile| html! {
                <ProfileLane key={profile.name.clone()} estate={props.estate.clone()}
                    associations={perimeter.associations.iter()
                        .filter(|it| it.profile.eq_ignore_ascii_case(&profile.name))
                        .cloned().collect::<Vec<_>>()}
                    profile={profile.clone()} asked={props.asked.clone()} />
            }) }
            if !perimeter.links.is_empty() {
                <ul class="nsp-perimeter__links" aria-label="Links">
                    { for perimeter.links.iter().map(link) }
                </ul>
            }
        </section>
    }
}

/// Profiles that associations name and the documents do not hold, as empty ones.
fn missing(perimeter: &Perimeter) -> Vec<Arc<Profile>> {
    let mut names: Vec<&str> = Vec::new();
    for association in &perimeter.associations {
        let same = |name: &str| name.eq_ignore_ascii_case(&association.profile);
        if !perimeter.profiles.iter().any(|it| same(&it.name)) && !names.iter().any(|it| same(it)) {
            names.push(&association.profile);
        }
    }
    names
        .into_iter()
        .map(|name| Profile { name: name.to_owned(), access_rules: Vec::new() }.into())
        .collect()
}

fn link(link: &Link) -> Html {
    let status = match &link.status {
        LinkStatus::Approved => "Approved",
        LinkStatus::Pending => "Pending",
        LinkStatus::Rejected => "Rejected",
        LinkStatus::Disconnected => "Disconnected",
        LinkStatus::NotGiven => "status not given",
        LinkStatus::Unrecognized(text) => text,
    };
    let remote: Vec<&str> =
        link.remote.iter().filter_map(|remote| remote.as_str().rsplit('/').next()).collect();
    html! {
        <li key={link.name.clone()}>
            <span>{"link "}<b>{link.name.clone()}</b></span>
            <span>{"to "}<code>{remote.join(", ")}</code></span>
            <span>{"admits it to "}<code>{link.local_inbound_profiles.join(", ")}</code></span>
            <span>{status.to_owned()}</span>
        </li>
    }
}
