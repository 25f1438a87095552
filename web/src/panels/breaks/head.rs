//! What stands over the list: how much changes, how sure that is, and what would make it surer.

use nsp_analysis::difference::Why;

use super::group::{Group, plural};
use crate::state::{Leg, Report};

/// What is not known of an estate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The resources that it is about, each once.
    at: Vec<String>,
    /// What would settle the first of it.
    settles: Option<String>,
}

impl Doubt {
    pub(super) fn of(report: &Report, groups: &[Group]) -> Self {
        let mut unknown = groups.iter().filter(|group| group.is_unknown());
        let left_out = report.parts.iter().filter(|part| part.left_out.is_some());
        let mut at: Vec<String> = left_out.map(|part| part.resource.name().to_owned()).collect();
        at.extend(unknown.clone().map(|group| group.resource().to_owned()));
        at.sort_unstable();
        at.dedup();
        let missing = unknown.next().and_then(|group| group.missing(report));
        let why = || report.parts.iter().find_map(|part| part.left_out);
        let settles = missing.or_else(|| Some(remedy(why()?).to_owned()));
        Self { at, settles }
    }

    fn is_none(&self) -> bool {
        self.at.is_empty()
    }

    /// "`stweb`", "3 resources".
    fn whose(&self) -> String {
        match self.at.as_slice() {
            [one] => format!("`{one}`"),
            more => plural(more.len(), "resource"),
        }
    }
}

fn remedy(why: Why) -> &'static str {
    match why {
        Why::AccessMode | Why::OneSided => "The access mode of the association.",
        Why::Association => "The id of the resource in the association.",
        Why::TooManyCallers => {
            "Resource instance rules that name the account’s tenant, or resources without `*`."
        }
    }
}

/// "5 permissions end on Enforced".
pub(super) fn heading(report: Option<&Report>, doubt: &Doubt, leg: Leg) -> String {
    let Some(report) = report else { return "What changes".to_owned() };
    let state = state(leg);
    match (report.left, report.lost) {
        (0, 0) if !doubt.is_none() => format!("Not known whether anything ends {state}"),
        (0, lost) => {
            let verb = if lost == 1 { "ends" } else { "end" };
            format!("{} {verb} {state}", plural(lost, "permission"))
        }
        (left, lost) => format!("{lost} so far, {} to look at", plural(left, "resource")),
    }
}

/// How the permissions go together with the picture, and how sure that is.
pub(super) fn note(report: Option<&Report>, doubt: &Doubt, paths: &str) -> String {
    let whose = doubt.whose();
    match report {
        None => "Working out what changes over all traffic.".to_owned(),
        Some(report) if report.left > 0 => {
            format!("Counting the permissions that end {}.", state(report.leg))
        }
        Some(_) if doubt.is_none() => {
            format!("In the picture {paths}. Exact over all traffic; no log is loaded.")
        }
        Some(report) if report.lost == 0 => match &doubt.settles {
            Some(settles) => format!("Of {whose}. Would settle it: {settles}"),
            None => format!("Of {whose}."),
        },
        Some(_) => format!(
            "In the picture {paths}. Exact over all traffic but for what is not known of {whose}."
        ),
    }
}

/// "12 paths break".
pub(super) fn turned(count: u32, one: &str, many: &str) -> String {
    match count {
        0 => format!("no path {one}"),
        1 => format!("1 path {one}"),
        count => format!("{count} paths {many}"),
    }
}

/// What stands in place of an empty list.
pub(super) fn nothing(doubt: &Doubt, leg: Leg) -> &'static str {
    match leg {
        _ if !doubt.is_none() => "Nothing is known to change.",
        Leg::Associate => "Nothing changes: associating neither opens nor closes anything.",
        Leg::Enforce => {
            "Nothing breaks. Every flow that Transition allows, a perimeter rule or private endpoint allows too."
        }
    }
}

fn state(leg: Leg) -> &'static str {
    match leg {
        Leg::Associate => "on association",
        Leg::Enforce => "on Enforced",
    }
}

#[cfg(test)]
mod tests {
    use nsp_formats::scenario::Scenario;

    use super::{Doubt, Leg, Report, heading, note, nothing};
    use crate::state::{Estate, Shared};

    fn report(lost: usize, left: usize) -> Report {
        let estate = Shared::new(Estate::of(&Scenario::default()));
        Report { estate, leg: Leg::Enforce, parts: Vec::new(), left, lost }
    }

    #[test]
    fn a_total_is_stated_only_when_all_was_looked_at() {
        let doubt = Doubt::default();
        let said = |lost, left| heading(Some(&report(lost, left)), &doubt, Leg::Enforce);
        assert_eq!(said(98, 902), "98 so far, 902 resources to look at");
        assert_eq!(said(0, 1), "0 so far, 1 resource to look at");
        assert_eq!(said(1, 0), "1 permission ends on Enforced");
        assert_eq!(said(0, 0), "0 permissions end on Enforced");
        assert!(note(Some(&report(0, 0)), &doubt, "no path breaks").contains("Exact"));
    }

    #[test]
    fn what_is_not_known_is_no_nought() {
        let settles = Some("The firewall of `st1`.".to_owned());
        let doubt = Doubt { at: vec!["st1".to_owned()], settles };
        let unknown = report(0, 0);
        assert_eq!(
            heading(Some(&unknown), &doubt, Leg::Enforce),
            "Not known whether anything ends on Enforced"
        );
        assert_eq!(
            note(Some(&unknown), &doubt, "no path breaks"),
            "Of `st1`. Would settle it: The firewall of `st1`."
        );
        assert_eq!(nothing(&doubt, Leg::Enforce), "Nothing is known to change.");
        let some = note(Some(&report(2, 0)), &doubt, "1 path breaks");
        assert!(some.ends_with("but for what is not known of `st1`."), "{some}");
    }
}
