//! What a group is about, to take away.

use nsp_analysis::AddressSet;
use nsp_analysis::cells::Names;
use nsp_formats::bicep::access_rule;
use nsp_formats::scenario::edit::Edit;
use serde_json::{Value, json};
use yew::prelude::*;

use crate::panels::copied::copy;
use crate::state::{use_dispatch, use_workspace};
use crate::ui::{Button, Symbol};

/// As lines of text, as a table, or for a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Csv,
    Json,
}

/// The fewest prefixes, or the names.
pub(super) fn written(form: Form, addresses: &AddressSet, names: Option<&Names>) -> String {
    match names {
        Some(names) => of_names(form, names),
        None => of_addresses(form, addresses),
    }
}

fn of_addresses(form: Form, addresses: &AddressSet) -> String {
    let prefixes = addresses.prefixes();
    match form {
        Form::Text => prefixes.map(|it| format!("{it}\n")).collect(),
        Form::Csv => {
            let rows = prefixes.map(|it| {
                let count = AddressSet::from(it).count();
                format!("{}/{},{count}\n", it.first(), it.length())
            });
            std::iter::once("prefix,addresses\n".to_owned()).chain(rows).collect()
        }
        Form::Json => {
            let prefixes: Vec<String> = prefixes.map(|it| it.to_string()).collect();
            pretty(&json!({ "addresses": prefixes, "size": addresses.count().to_string() }))
        }
    }
}

fn of_names(form: Form, names: &Names) -> String {
    let listed = names.listed.iter();
    let every = names.all_but.then(|| "*".to_owned());
    match form {
        Form::Text if names.all_but => every
            .into_iter()
            .chain(listed.map(|it| format!("not {it}")))
            .map(|it| it + "\n")
            .collect(),
        Form::Text => listed.map(|it| format!("{it}\n")).collect(),
        Form::Csv => {
            let is = if names.all_but { "no" } else { "yes" };
            let rows = listed.map(|it| format!("{it},{is}\n"));
            let every = every.map(|it| format!("{it},yes\n"));
            std::iter::once("name,concerned\n".to_owned()).chain(every).chain(rows).collect()
        }
        Form::Json if names.all_but => {
            pretty(&json!({ "names": ["*"], "except": names.listed[..] }))
        }
        Form::Json => pretty(&json!({ "names": names.listed[..] })),
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

#[derive(Properties, PartialEq)]
pub(super) struct BicepProps {
    /// What adds a rule.
    pub(super) edit: Edit,
}

/// Copies the rule that an edit adds, as Bicep.
#[component]
pub(super) fn Bicep(props: &BicepProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let on_press = {
        let (edit, scenario) = (props.edit.clone(), workspace.session.document.scenario.clone());
        Callback::from(move |()| {
            let Ok(after) = scenario.edited(&edit) else { return };
            if let Some(text) = access_rule(&after, edit.shows(&scenario)) {
                copy("the rule as Bicep", "rule.bicep", text, say.clone());
            }
        })
    };
    html! { <Button label="Bicep" title="Copy the rule as Bicep" icon={Symbol::Copy} {on_press} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_the_fewest_and_their_sizes_exact() {
        let range = ("198.51.100.20".parse().unwrap(), "198.51.100.31".parse().unwrap());
        let set: AddressSet = std::iter::once(range).collect();
        assert_eq!(written(Form::Text, &set, None), "198.51.100.20/30\n198.51.100.24/29\n");
        assert_eq!(
            written(Form::Csv, &set, None),
            "prefix,addresses\n198.51.100.20/30,4\n198.51.100.24/29,8\n"
        );
        let json: Value = serde_json::from_str(&written(Form::Json, &set, None)).unwrap();
        assert_eq!(
            json,
            json!({ "addresses": ["198.51.100.20/30", "198.51.100.24/29"], "size": "12" })
        );
    }

    #[test]
    fn names_say_what_they_leave_out() {
        let names = Names { all_but: true, listed: ["a.example".to_owned()].into() };
        let set = AddressSet::empty();
        assert_eq!(written(Form::Text, &set, Some(&names)), "*\nnot a.example\n");
        assert_eq!(written(Form::Csv, &set, Some(&names)), "name,concerned\n*,yes\na.example,no\n");
    }
}
