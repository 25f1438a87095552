//! The ranges of a service tag.

use nsp_formats::scenario::advice::List;
use nsp_formats::scenario::edit::Thing;
use yew::prelude::*;

use super::super::about::{Elements, Name};
use super::AboutProps;

/// Azure publishes them; without them what a tag admits is unknown.
#[component]
pub(super) fn ServiceTagForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let Thing::ServiceTag(_) = about.thing else { return html! {} };
    html! {<>
        <Name about={about.clone()} help="As rules write it, such as `Storage.WestEurope`." />
        <div class="nsp-form__wide">
            <Elements about={about.clone()} list={List::AddressPrefixes} />
        </div>
    </>}
}
