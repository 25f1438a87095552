//! The profiles of a perimeter as lanes, before any card stands in them.

use nsp_core::{Perimeter, Profile, RuleDirection};
use nsp_formats::scenario::MORE;
use yew::AttrValue;

use super::picture::Lane;

impl Lane {
    /// Whether it only stands for what is on a page that is not among the documents.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.name.is_empty() && !self.meta.is_empty()
    }
}

/// The lane of a profile of this name.
pub(super) fn lane(perimeter: &Perimeter, profile: &str) -> Lane {
    Lane {
        key: format!("{}/profiles/{profile}", perimeter.id.as_str()).into(),
        name: profile.to_owned().into(),
        meta: AttrValue::default(),
        cards: Vec::new(),
    }
}

/// What stands for the associations of a page that is not among the documents.
pub(super) fn page(perimeter: &Perimeter) -> Lane {
    let key = format!("{}/more", perimeter.id.as_str()).into();
    let of = match perimeter.id.as_str() {
        MORE if perimeter.associations.iter().all(|it| it.resource.as_str() != MORE) => {
            "configurations"
        }
        MORE => "perimeters",
        _ => "associations",
    };
    let meta = format!("The next page of the {of} is not here").into();
    Lane { key, meta, name: AttrValue::default(), cards: Vec::new() }
}

/// What the rules of a profile come to.
pub(super) fn meta(profile: &Profile) -> String {
    let mut counts = [0, 0, 0];
    let mut end = "";
    for rule in &profile.access_rules {
        let [inbound, outbound, unclear] = &mut counts;
        let count = match rule.direction {
            _ if rule.name == MORE => {
                end = ", more not given";
                continue;
            }
            RuleDirection::Inbound => inbound,
            RuleDirection::Outbound => outbound,
            RuleDirection::Unrecognized(_) => unclear,
        };
        *count += 1;
    }
    let mut words = String::new();
    for (word, count) in ["inbound", "outbound", "unclear"].into_iter().zip(counts) {
        let (comma, noun) = match (words.is_empty(), count) {
            (_, 0) => continue,
            (true, 1) => ("", " rule"),
            (true, _) => ("", " rules"),
            (false, _) => (", ", ""),
        };
        words += &format!("{comma}{count} {word}{noun}");
    }
    match (words.as_str(), end) {
        ("", "") => "no rules".to_owned(),
        ("", _) => "rules not given".to_owned(),
        _ => words + end,
    }
}
