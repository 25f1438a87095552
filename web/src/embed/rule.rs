//! The one rule that can be edited here.

use std::net::IpAddr;

use nsp_core::Verdict;
use nsp_formats::finding::Severity;
use nsp_formats::names::Named;
use nsp_formats::report::Decision;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use nsp_formats::scenario::{AccessRule, MORE, Scenario};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::{Field, Session};
use crate::ui::{Look, prose, verdict_mark};

/// A list of a rule, as the document has it.
#[derive(Clone, PartialEq)]
pub(super) struct Written {
    thing: Thing,
    profile: String,
    rule: String,
    elements: List,
    texts: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum List {
    Addresses,
    Subscriptions,
    Names,
}

impl Written {
    /// The rule of this name; without one, the first that has anything to edit.
    pub(super) fn find(scenario: &Scenario, name: Option<&str>) -> Option<Self> {
        let perimeters = scenario.estate.perimeters.iter().enumerate();
        let rules = perimeters.flat_map(|(perimeter, it)| {
            it.profiles.iter().enumerate().flat_map(move |(profile, it)| {
                it.access_rules.iter().enumerate().map(move |(rule, written)| {
                    let thing = Thing::AccessRule { perimeter, profile, rule };
                    (thing, it.name.as_deref().unwrap_or_default(), written)
                })
            })
        });
        let mut wanted = rules.filter(|(_, profile, rule)| {
            let own = rule.name.as_deref().unwrap_or_default();
            own != MORE && name.is_none_or(|name| name == own || name == format!("{profile}/{own}"))
        });
        let (thing, profile, rule) = wanted.find(|(_, _, rule)| list(rule).is_some())?;
        let (elements, texts) = list(rule)?;
        let rule = rule.name.clone().unwrap_or_default();
        Some(Self { thing, profile: profile.to_owned(), rule, elements, texts })
    }

    fn edited(&self, scenario: &Scenario, texts: Vec<String>) -> Result<Scenario, String> {
        let property = match self.elements {
            List::Addresses => Property::AddressPrefixes(texts),
            List::Subscriptions => Property::Subscriptions(texts),
            List::Names => Property::FullyQualifiedDomainNames(texts),
        };
        let edited = scenario.edited(&Edit::Set(self.thing, property));
        let edited = edited.map_err(|error| error.to_string())?;
        let Thing::AccessRule { perimeter, profile, rule } = self.thing else { return Ok(edited) };
        let place =
            format!("/estate/perimeters/{perimeter}/profiles/{profile}/accessRules/{rule}/");
        let findings = edited.snapshot().findings;
        let wrong = findings
            .iter()
            .find(|it| it.severity == Severity::Error && it.pointer.starts_with(&place));
        wrong.map(|finding| finding.message()).map_or(Ok(edited), Err)
    }
}

fn list(rule: &AccessRule) -> Option<(List, Vec<String>)> {
    let subscriptions = rule.subscriptions.iter().filter_map(|it| it.id.clone());
    let lists = [
        (List::Addresses, rule.address_prefixes.clone()),
        (List::Subscriptions, subscriptions.collect()),
        (List::Names, rule.fully_qualified_domain_names.clone()),
    ];
    lists.into_iter().find(|(_, texts)| !texts.is_empty())
}

#[derive(Properties, PartialEq)]
pub(super) struct RuleFieldProps {
    pub(super) written: Written,
    pub(super) session: Session,
    pub(super) readonly: bool,
    /// The rule is another now.
    pub(super) on_scenario: Callback<Scenario>,
}

/// What is typed is asked at once. Nonsense is said under the field, and the last answer stays.
#[component]
pub(super) fn RuleField(props: &RuleFieldProps) -> Html {
    // The rule as it was found: a list that is emptied is still the one that is edited.
    let written = (*use_state_eq(|| props.written.clone())).clone();
    let text = use_state_eq(|| AttrValue::from(written.texts.join(", ")));
    let error = use_state_eq(|| None::<AttrValue>);
    let scenario = props.session.document.scenario.clone();
    let oninput = {
        let (text, error, scenario) = (text.clone(), error.clone(), scenario.clone());
        let (written, on_scenario) = (written.clone(), props.on_scenario.clone());
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            match written.edited(&scenario, elements(&typed)) {
                Ok(edited) => {
                    error.set(None);
                    on_scenario.emit(edited);
                }
                Err(message) => error.set(Some(message.into())),
            }
            text.set(typed.into());
        })
    };
    let what = match written.elements {
        List::Addresses => "inbound addresses",
        List::Subscriptions => "inbound subscriptions",
        List::Names => "outbound names",
    };
    let hint = (!props.readonly).then(|| hint(&written, &props.session, &text)).flatten();
    html! {
        <div class="nsp-embed__rule">
            <label class="nsp-embed__label" for="embed-rule">
                {prose(&format!("Rule `{}`, {what} of profile `{}`", written.rule, written.profile))}
            </label>
            <input class="nsp-embed__input" id="embed-rule" value={(*text).clone()} {oninput}
                readonly={props.readonly} autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-invalid={error.as_ref().map(|_| "true")} aria-describedby="embed-rule-note" />
            <p class="nsp-embed__note" id="embed-rule-note" data-invalid={error.as_ref().map(|_| "true")}>
                if let Some(error) = &*error {
                    {verdict_mark(Look::Breaks)}<span>{prose(error)}</span>
                } else if let Some(hint) = hint {
                    <span>{prose(&hint)}</span>
                }
            </p>
        </div>
    }
}

/// The elements of a list with commas or blanks between.
fn elements(typed: &str) -> Vec<String> {
    let words = typed.split([',', ';', ' ', '\n']).map(str::trim);
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The address that would make Enforced allow what it denies: said only where it does.
fn hint(written: &Written, session: &Session, typed: &str) -> Option<String> {
    let fired = session.shown()?;
    let address = fired.draft.given(Field::From)?;
    address.parse::<IpAddr>().ok()?;
    let denied = |session: &Session| {
        let answered = (*session.shown()?.answer).as_ref().ok()?;
        let verdict = |it: &Decision| Verdict::from_name(it.whole());
        answered.comparison.enforced.as_ref().and_then(verdict)
    };
    (written.elements == List::Addresses && denied(session) == Some(Verdict::Denied))
        .then_some(())?;
    let mut texts = elements(typed);
    texts.push(address.clone());
    let edited = written.edited(session.scenario(), texts).ok()?;
    let mut tried = session.clone();
    tried.change(session.document.edited(edited));
    (denied(&tried) == Some(Verdict::Allowed)).then(|| {
        let name = fired.draft.name.as_str();
        let who = if name.is_empty() { "it".to_owned() } else { format!("“{name}”") };
        format!("Write `{address}` after a comma, and Enforced allows {who} too.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::Example;
    use crate::state::{Document, Placement};

    fn session(slug: &str) -> Session {
        Session::new(
            Document::read(&[Example::find(slug).unwrap().file()], Placement::Apart).unwrap(),
        )
    }

    #[test]
    fn a_rule_is_found_by_its_name_or_with_its_profile() {
        let session = session("wrong-profile");
        let find = |name: Option<&str>| {
            let written = Written::find(session.scenario(), name);
            written.map(|it| (it.profile, it.rule))
        };
        let (profile, rule) = find(None).unwrap();
        let full = format!("{profile}/{rule}");
        assert_eq!(find(Some(&rule)), Some((profile.clone(), rule.clone())));
        assert_eq!(find(Some(&full)), Some((profile, rule)));
        assert_eq!(find(Some("nowhere/office")), None);
    }

    #[test]
    fn what_the_hint_says_is_so_and_nonsense_is_refused() {
        let mut session = session("fallback");
        let written = Written::find(session.scenario(), Some("office")).unwrap();
        let said = hint(&written, &session, "203.0.113.0/24").unwrap();
        assert!(said.contains("`198.51.100.20`") && said.contains("“partner”"), "{said}");
        let scenario = session.scenario().clone();
        assert!(written.edited(&scenario, elements("203.0.113.0/33")).is_err());
        let mended = elements("203.0.113.0/24, 198.51.100.20");
        let mended = written.edited(&scenario, mended).unwrap();
        session.change(session.document.edited(mended));
        assert_eq!(hint(&written, &session, "203.0.113.0/24, 198.51.100.20"), None);
    }
}
