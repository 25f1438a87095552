//! The steps of the shown states: where they part, or all of them.

use nsp_formats::report::Row;
use yew::prelude::*;

use crate::ui::{Button, Rail, align, trace_list};

#[derive(Properties, PartialEq)]
pub struct StepsProps {
    pub rails: Vec<Rail>,
    /// What the steps lead to, where that is not the compared answer itself.
    #[prop_or_default]
    pub title: Option<AttrValue>,
}

/// Short until every step is asked for.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let whole = use_state_eq(|| false);
    let rows = align(&props.rails);
    let on_press = {
        let whole = whole.clone();
        Callback::from(move |()| whole.set(!*whole))
    };
    let parted = || match rows.iter().all(Row::is_shared) {
        true => AttrValue::from("How it was decided"),
        false => AttrValue::from("Where the modes part"),
    };
    let heading = props.title.clone().unwrap_or_else(parted);
    let label = match *whole {
        true => "Only what tells".to_owned(),
        false => format!("All {} steps", rows.len()),
    };
    html! {<>
        <div class="nsp-compare__bar">
            <h3>{heading}</h3>
            <Button {label} expanded={*whole} {on_press} />
        </div>
        {trace_list(&props.rails, &rows, *whole)}
    </>}
}
