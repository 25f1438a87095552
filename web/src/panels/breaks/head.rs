//! What stands over the list: how much changes, how sure that is, and what would make it surer.

use nsp_analysis::difference::Why;
use nsp_formats::scenario::MORE;

use super::group::{Group, plural};
use crate::state::{Leg, Report};

/// What is not known of an estate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The resources that it is about, each once.
    at: Vec<String>,
    /// Whether it is also about what is associated on a page that is not among the documents.
    page: bool,
    /// What would settle the first of it.
    settles: Option<String>,
    /// Whether something of it may end, and does not merely stay unknown.
    may_end: bool,
}

impl Doubt {
    pub(super) fn of(report: &Report, groups: &[Group]) -> Self {
        let mut unknown = groups.iter().filter(|it| it.is_unknown() || it.may_be_lost());
        let left_out = report.parts.iter().filter(|part| part.left_out.is_some());
        let may_end = left_out.clone().next().is_some() || groups.iter().any(Group::may_be_lost);
        let (pages, left_out): (Vec<_>, Vec<_>) =
            left_out.map(|part| &part.resource).partition(|it| it.as_str() == MORE);
        let page = !pages.is_empty();
        let mut at: Vec<String> = left_out.into_iter().map(|it| it.name().to_owned()).collect();
        at.extend(unknown.clone().map(|group| group.resource().to_owned()));
        at.sort_unstable();
        at.dedup();
        let missing = unknown.next().and_then(|group| group.missing(report));
        let why = || report.parts.iter().find_map(|part| part.left_out);
        let settles = missing.or_else(|| Some(remedy(why()?, page).to_owned()));
        Self { at, page, settles, may_end }
    }

    fn is_none(&self) -> bool {
        self.at.is_empty() && !self.page
    }

    /// "`stweb`", "3 resources", "3 resources and of what is on a page that is not here".
    fn whose(&self) -> String {
        const PAGE: &str = "what is on a page that is not here";
        let named = match self.at.as_slice() {
            [] if self.page => return PAGE.to_owned(),
            [one] => format!("`{one}`"),
            more => plural(more.len(), "resource"),
        };
        if self.page { format!("{named} and of {PAGE}") } else { named }
    }
}

fn remedy(why: Why, page: bool) -> &'static str {
    match why {
        Why::Association if page => "The next page of the list of associations or perimeters.",
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
        (0, 0) if compared_nothing(report).is_some() => "Nothing to compare".to_owned(),
        (0, 0) if doubt.may_end => format!("Not known whether anything ends {state}"),
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
        Some(report) if compared_nothing(report).is_some() => String::new(),
        Some(_) if doubt.is_none() => {
            format!(
                "In the picture {paths}. Exact over all traffic, each side of a call by itself; no log is loaded."
            )
        }
        Some(report) if report.lost == 0 && doubt.may_end => match &doubt.settles {
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

/// Why there was nothing to compare; none where something was, will be or could not be.
fn compared_nothing(report: &Report) -> Option<&'static str> {
    if report.left > 0 || report.parts.iter().any(|it| !it.differences.is_empty()) {
        return None;
    }
    match report.parts.iter().any(|it| it.left_out.is_some()) {
        true => None,
        false if report.parts.is_empty() => Some(
            "No resource is associated with a perimeter. Add the files of its perimeter, or \
             associate it in the picture.",
        ),
        false => Some("Every association is Enforced already: nothing is left to end."),
    }
}

/// What stands in place of an empty list.
pub(super) fn nothing(report: &Report, doubt: &Doubt) -> &'static str {
    if let Some(why) = compared_nothing(report) {
        return why;
    }
    match report.leg {
        _ if doubt.may_end => "Nothing is known to change.",
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

    use std::rc::Rc;

    use nsp_analysis::difference::associated;

    use super::{Doubt, Leg, Report, heading, note, nothing};
    use crate::state::{Estate, Part, Shared};

    const RETAIL: &str = include_str!("../../../examples/retail.json");

    /// So many permissions end, whatever was looked at.
    fn report(lost: usize, left: usize) -> Report {
        let read = Scenario::parse("retail.json", RETAIL).unwrap().value;
        let estate = Shared::new(Estate::of(&read));
        let resource = associated(estate.compiled()).swap_remove(0);
        let parts = vec![Rc::new(Part::of(&estate, Leg::Enforce, resource))];
        Report { estate, leg: Leg::Enforce, parts, left, lost }
    }

    #[test]
    fn where_nothing_was_compared_nothing_is_promised() {
        let estate = Shared::new(Estate::of(&Scenario::default()));
        let report = Report { estate, leg: Leg::Enforce, parts: Vec::new(), left: 0, lost: 0 };
        let doubt = Doubt::default();
        assert_eq!(heading(Some(&report), &doubt, Leg::Enforce), "Nothing to compare");
        assert_eq!(note(Some(&report), &doubt, "no path breaks"), "");
        assert!(nothing(&report, &doubt).starts_with("No resource is associated"));

        let read = Scenario::parse("retail.json", RETAIL).unwrap().value;
        let estate = Shared::new(Estate::of(&read));
        let vault = associated(estate.compiled()).into_iter().find(|it| it.name() == "kvmain");
        let part = Part::of(&estate, Leg::Enforce, vault.unwrap());
        let enforced =
            Report { estate, leg: Leg::Enforce, parts: vec![Rc::new(part)], left: 0, lost: 0 };
        assert!(nothing(&enforced, &doubt).starts_with("Every association is Enforced"));
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
        let doubt = Doubt { at: vec!["st1".to_owned()], page: false, settles, may_end: true };
        let unknown = report(0, 0);
        assert_eq!(
            heading(Some(&unknown), &doubt, Leg::Enforce),
            "Not known whether anything ends on Enforced"
        );
        assert_eq!(
            note(Some(&unknown), &doubt, "no path breaks"),
            "Of `st1`. Would settle it: The firewall of `st1`."
        );
        assert_eq!(nothing(&unknown, &doubt), "Nothing is known to change.");
        let some = note(Some(&report(2, 0)), &doubt, "1 path breaks");
        assert!(some.ends_with("but for what is not known of `st1`."), "{some}");
        let page = Doubt { at: Vec::new(), page: true, ..doubt.clone() };
        assert!(note(Some(&unknown), &page, "").starts_with("Of what is on a page that is not"));
        let both = Doubt { page: true, ..doubt.clone() };
        assert!(note(Some(&unknown), &both, "").starts_with("Of `st1` and of what is on a page"));
        // What stays unknown ends nothing, as the command line has it.
        let stays = Doubt { may_end: false, ..doubt };
        assert_eq!(heading(Some(&unknown), &stays, Leg::Enforce), "0 permissions end on Enforced");
    }
}
