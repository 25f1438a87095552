//! The name of a log category, which may break where a reader would.

use yew::prelude::*;

/// `NspPublicInbound` and `ResourceRulesAllowed` on a line each, where one line is too short.
pub fn category(name: &str) -> Html {
    let after = ["Inbound", "Outbound"]
        .iter()
        .find_map(|word| name.find(word).map(|place| place + word.len()))
        .and_then(|place| name.split_at_checked(place));
    let (head, tail) = after.unwrap_or((name, ""));
    html! { <code class="nsp-category">{head.to_owned()}<wbr />{tail.to_owned()}</code> }
}
