//! What there is to say about an estate while it is read.

mod across;
mod at;
pub(crate) mod limits;
mod prefix;
mod requests;
pub(crate) mod rule;

pub(super) use at::At;
pub(super) use prefix::{Where, not_public};
pub(super) use requests::requests;

use super::document::MORE;
use crate::finding::{Kind, Place, Report};

/// Findings so far, and what they need to know of the estate.
#[derive(Default)]
pub(super) struct Checks {
    pub(super) report: Report,
    /// Names of the service tags with ranges.
    pub(super) tags: Vec<String>,
    /// What an object without any name is called.
    pub(super) nameless: String,
    /// Expressions that have had their finding, ascending.
    expressions: Vec<String>,
}

impl Checks {
    pub(super) fn add(&mut self, at: &At<'_>, kind: Kind) {
        self.report.add(&Place { file: 0, pointer: at.pointer() }, kind);
    }

    pub(super) fn missing(&mut self, at: &At<'_>, of: &'static str, property: &'static str) {
        self.add(at, Kind::Missing { of, property });
    }

    /// A property without which the object cannot be used.
    pub(super) fn required<'t>(
        &mut self,
        at: &At<'_>,
        of: &'static str,
        property: &'static str,
        text: Option<&'t str>,
    ) -> Option<&'t str> {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            self.missing(at, of, property);
        }
        text
    }

    /// The name of an object, if need be from its id.
    pub(super) fn named(
        &mut self,
        at: &At<'_>,
        of: &'static str,
        name: Option<&str>,
        id: Option<&str>,
    ) -> String {
        let last = id.and_then(|id| id.trim_end_matches('/').rsplit('/').next());
        let Some(name) = name.or(last) else {
            self.missing(at, of, "name");
            return String::new();
        };
        self.name(&at.key("name"), name);
        name.to_owned()
    }

    /// A finding for an expression, the first time it stands somewhere.
    pub(super) fn symbolic(&mut self, at: &At<'_>, text: &str) -> bool {
        let expression = text.find('[').and_then(|start| text.get(start..)).unwrap_or_default();
        if !expression.is_empty()
            && expression != MORE
            && let Err(place) = self.expressions.binary_search_by(|it| it.as_str().cmp(expression))
        {
            self.expressions.insert(place, expression.to_owned());
            self.add(at, Kind::Symbolic(expression.to_owned()));
        }
        text.starts_with('[')
    }

    /// The finding about something that stands for a page that is not there.
    pub(super) fn page(&mut self, at: &At<'_>, of: &'static str) {
        self.add(at, Kind::MorePages { of, has_last: false });
    }

    /// A value, unless it is an expression.
    pub(super) fn resolved<T>(
        &mut self,
        at: &At<'_>,
        text: Option<&str>,
        read: impl Fn(&str) -> T,
    ) -> Option<T> {
        text.filter(|text| !self.symbolic(at, text)).map(read)
    }

    pub(super) fn unrecognized(
        &mut self,
        at: &At<'_>,
        property: &'static str,
        text: &str,
        known: &'static [&'static str],
    ) {
        if !self.symbolic(at, text) {
            self.add(at, Kind::Unrecognized { property, text: text.to_owned(), known });
        }
    }

    /// Whether the `action` of a firewall entry is the only one there is.
    pub(super) fn allows(&mut self, at: &At<'_>, action: Option<&str>) -> bool {
        let Some(action) = action else { return true };
        let allows = action.eq_ignore_ascii_case("Allow");
        if !allows {
            self.unrecognized(&at.key("action"), "action", action, &["Allow"]);
        }
        allows
    }
}
