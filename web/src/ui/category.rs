//! The name of a log category, which may break where a reader would.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CategoryProps {
    pub name: AttrValue,
}

/// `NspPublicInbound` and `ResourceRulesAllowed` on a line each, where one line is too short.
#[component]
pub fn Category(props: &CategoryProps) -> Html {
    let name = props.name.as_str();
    let after = ["Inbound", "Outbound"]
        .iter()
        .find_map(|word| name.find(word).map(|place| place + word.len()))
        .and_then(|place| name.split_at_checked(place));
    let (head, tail) = after.unwrap_or((name, ""));
    html! { <code class="nsp-category">{head}<wbr />{tail}</code> }
}
