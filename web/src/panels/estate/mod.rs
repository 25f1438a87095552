//! The estate in plain lists: perimeters with their profiles, then what stands in none.

mod elements;
mod perimeter;
mod profile;
mod resource_card;

use std::sync::Arc;

use nsp_core::{Resource, ResourceId, Snapshot};
use yew::prelude::*;

use crate::state::{Estate, Shared};
use crate::ui::Look;
use perimeter::PerimeterFrame;
use resource_card::ResourceCard;

#[derive(Properties, PartialEq)]
pub struct EstateListProps {
    pub estate: Shared<Estate>,
    /// The resource that the shown request is about, and what Enforced answers.
    #[prop_or_default]
    pub asked: Option<(ResourceId, Look)>,
}

/// Everything the documents describe, in their order.
#[component]
pub fn EstateList(props: &EstateListProps) -> Html {
    let snapshot = props.estate.snapshot();
    let outside: Vec<&Arc<Resource>> =
        snapshot.resources.iter().filter(|resource| !is_associated(snapshot, resource)).collect();
    html! {
        <div class="nsp-estate">
            <h2 class="nsp-hidden">{"Estate"}</h2>
            { for snapshot.perimeters.iter().map(|perimeter| html! {
                <PerimeterFrame key={perimeter.id.as_str()} estate={props.estate.clone()}
                    perimeter={perimeter.clone()} asked={props.asked.clone()} />
            }) }
            if !outside.is_empty() {
                <section class="nsp-estate__group" aria-labelledby="outside">
                    <h3 class="nsp-estate__title" id="outside">{"In no perimeter"}</h3>
                    <div class="nsp-estate__cards">
                        { for outside.into_iter().map(|resource| html! {
                            <ResourceCard key={resource.id.as_str()} id={resource.id.clone()}
                                resource={Some(resource.clone())} asked={look_of(&props.asked, &resource.id)} />
                        }) }
                    </div>
                </section>
            }
            if !snapshot.service_tags.is_empty() {
                <section class="nsp-estate__group" aria-labelledby="service-tags">
                    <h3 class="nsp-estate__title" id="service-tags">{"Ranges of service tags"}</h3>
                    <ul class="nsp-estate__tags">
                        { for snapshot.service_tags.iter().map(|tag| html! {
                            <li key={tag.name.clone()}>
                                <code>{tag.name.clone()}</code>{" "}
                                {elements::count(tag.address_prefixes.len(), "prefix", "prefixes")}
                            </li>
                        }) }
                    </ul>
                </section>
            }
            if snapshot.perimeters.is_empty() && snapshot.resources.is_empty() {
                <p class="nsp-estate__none">{"The documents describe no perimeter and no resource."}</p>
            }
        </div>
    }
}

fn is_associated(snapshot: &Snapshot, resource: &Resource) -> bool {
    let mut associations = snapshot.perimeters.iter().flat_map(|it| &it.associations);
    associations.any(|association| association.resource == resource.id)
}

/// The answer to mark a resource with, where the shown request is about it.
fn look_of(asked: &Option<(ResourceId, Look)>, resource: &ResourceId) -> Option<Look> {
    asked.as_ref().filter(|(id, _)| id == resource).map(|(_, look)| *look)
}
