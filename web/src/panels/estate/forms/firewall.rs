//! A resource's own firewall.

use nsp_core::ResourceId;
use nsp_formats::scenario::NetworkAcls;
use nsp_formats::scenario::advice::List;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::super::about::{Elements, given};
use super::{AboutProps, choice, text};
use crate::ui::{Check, Checks, SelectField};

/// The exceptions, and what the portal calls them.
const EXCEPTIONS: [(&str, &str); 3] = [
    ("AzureServices", "Trusted Azure services"),
    ("Logging", "Read access to logs"),
    ("Metrics", "Read access to metrics"),
];

/// All of it, as the portal's Networking page has it.
#[component]
pub(super) fn FirewallFields(props: &AboutProps) -> Html {
    let about = &props.about;
    let Thing::Resource(at) = about.thing else { return html! {} };
    let Some(resource) = about.scenario.estate.resources.get(at) else { return html! {} };
    let absent = NetworkAcls::default();
    let acls = resource.network_acls.as_ref().unwrap_or(&absent);
    let is_storage =
        matches!(resource.id.as_deref(), Some(id) if ResourceId::new(id).is_storage_account());
    let checks = EXCEPTIONS.map(|(value, text)| Check {
        value: value.into(),
        text: text.into(),
        on: exceptions(acls).iter().any(|it| it.eq_ignore_ascii_case(value)),
    });
    let on_check = {
        let (about, now) = (about.clone(), exceptions(acls));
        Callback::from(move |(value, on): (AttrValue, bool)| {
            let bypass = Property::Bypass(Some(with(&now, &value, on)));
            about.edit(Edit::Set(about.thing, bypass));
        })
    };
    let list = |list: List| {
        html! {
            <div class="nsp-form__wide">
                <Elements about={about.clone()} {list} />
            </div>
        }
    };
    let bypass = match &acls.bypass {
        None => "Not given by the document.",
        Some(_) => "Whom the firewall lets in beside its rules.",
    };
    html! {<>
        <SelectField id="defaultAction" label="Everyone else" wire="defaultAction"
            help="Whom no rule of the firewall names."
            choices={vec![choice("", "Not given"), choice("Deny", "Denied"), choice("Allow", "Allowed")]}
            value={text(acls.default_action.as_ref())}
            on_change={about.setting(|text| Property::DefaultAction(given(&text)))} />
        <div class="nsp-form__wide">
            <Checks id="bypass" label="Exceptions" wire="bypass" help={bypass}
                checks={checks.to_vec()} on_change={on_check} />
        </div>
        {list(List::IpRules)}
        if is_storage || !acls.ipv6_rules.is_empty() {
            {list(List::Ipv6Rules)}
        }
        {list(List::VirtualNetworkRules)}
        if is_storage || !acls.resource_access_rules.is_empty() {
            {list(List::ResourceAccessRules)}
        }
    </>}
}

/// The exceptions that are on.
fn exceptions(acls: &NetworkAcls) -> Vec<String> {
    let all = acls.bypass.as_deref().unwrap_or_default().split(',').map(str::trim);
    all.filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("None")).map(str::to_owned).collect()
}

/// The exceptions with one turned on or off, in Azure's spelling.
fn with(now: &[String], value: &str, on: bool) -> String {
    let others = now.iter().filter(|it| !it.eq_ignore_ascii_case(value));
    let mut all: Vec<&str> = others.map(String::as_str).collect();
    if on {
        all.push(value);
    }
    let order = |it: &&str| EXCEPTIONS.iter().position(|(name, _)| it.eq_ignore_ascii_case(name));
    all.sort_by_key(|it| order(it).unwrap_or(EXCEPTIONS.len()));
    if all.is_empty() { "None".to_owned() } else { all.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn exceptions_are_written_as_azure_writes_them() {
        let now = ["Metrics".to_owned(), "Other".to_owned()];
        assert_eq!(with(&now, "AzureServices", true), "AzureServices, Metrics, Other");
        assert_eq!(with(&now[..1], "Metrics", false), "None");
    }
}
