//! Names that a resource goes on calling: any name cannot be listed, so they are asked for.

use nsp_core::Direction;
use nsp_formats::explain::mend::room;
use nsp_formats::scenario::edit::Edit;
use yew::prelude::*;

use super::group::{Group, plural};
use super::take::Bicep;
use crate::state::{Action, Report, Shared, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol, TextField};

#[derive(Properties, PartialEq)]
pub(super) struct CallsProps {
    pub(super) report: Shared<Report>,
    pub(super) group: Group,
}

#[component]
pub(super) fn Calls(props: &CallsProps) -> Html {
    let CallsProps { report, group } = props;
    let workspace = use_workspace();
    let say = use_dispatch();
    let text = use_state_eq(AttrValue::default);
    let session = &workspace.session;
    let compiled = session.estate.compiled();
    let resource = group.difference().map(|it| &it.resource);
    let at = resource.and_then(|it| compiled.association_of(it));
    let room = at.and_then(|at| room(compiled.snapshot(), at, Direction::Outbound));
    let names: Vec<String> = names(&text);
    let edit = at
        .filter(|_| report.estate == session.estate)
        .and_then(|at| Edit::calling(&names, at, session.scenario(), compiled.snapshot()));
    let bicep = edit.clone();
    let on_press = edit.map(|edit| {
        let (say, text) = (say.clone(), text.clone());
        Callback::from(move |()| {
            say.emit(Action::Edited(edit.clone()));
            text.set(AttrValue::default());
        })
    });
    let on_change = {
        let text = text.clone();
        Callback::from(move |typed| text.set(typed))
    };
    html! {
        <div class="nsp-mend">
            <p>
                {"No rule allows any name: only names and patterns can be listed. Add those that it calls."}
            </p>
            <TextField id="mend-names" label="Names to go on calling"
                help="Host names or patterns such as *.search.example, with spaces or commas between."
                value={(*text).clone()} {on_change} />
            <div class="nsp-mend__rule">
                <p>
                    if let Some((used, most)) = room {
                        {format!("{} of {most} elements with {}.", used + names.len(), plural(names.len(), "name"))}
                    }
                </p>
                { for bicep.map(|edit| html! { <Bicep {edit} /> }) }
                <Button label="Add rule" kind={ButtonKind::Main} icon={Symbol::Plus}
                    disabled={on_press.is_none()} on_press={on_press.unwrap_or_default()} />
            </div>
        </div>
    }
}

fn names(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'));
    parts.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_stand_apart_by_spaces_and_commas() {
        assert_eq!(super::names(" a.example, *.b.example\n"), ["a.example", "*.b.example"]);
        assert!(super::names(" , ").is_empty());
    }
}
