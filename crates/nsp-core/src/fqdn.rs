//! Names of outbound rules.

use alloc::string::String;

/// One of a rule's `fullyQualifiedDomainNames`, as written.
///
/// Names compare without case and without a trailing dot, label by label. A leading `*.` stands
/// for one or more labels, which no document says: a match by it is inferred.
///
/// ```
/// use nsp_core::FqdnPattern;
/// assert_eq!(FqdnPattern::new("*.Search.example").covers("a.b.search.example."), Some(true));
/// assert_eq!(FqdnPattern::new("*.search.example").covers("search.example"), Some(false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FqdnPattern {
    text: String,
}

impl FqdnPattern {
    /// Takes a pattern as written. Text in brackets is an unresolved expression.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: String::from(text.trim()) }
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is an unresolved expression rather than a name.
    #[must_use]
    pub fn is_symbolic(&self) -> bool {
        self.text.starts_with('[')
    }

    /// Whether it begins with a wildcard label.
    #[must_use]
    pub fn is_wildcard(&self) -> bool {
        self.text.starts_with("*.")
    }

    /// Whether `name` is covered; `None` when the pattern is symbolic.
    #[must_use]
    pub fn covers(&self, name: &str) -> Option<bool> {
        if self.is_symbolic() {
            return None;
        }
        let name = without_dot(name);
        let pattern = without_dot(&self.text);
        let covered = match pattern.strip_prefix("*.") {
            None => !pattern.is_empty() && pattern.eq_ignore_ascii_case(name),
            Some(suffix) => name
                .len()
                .checked_sub(suffix.len())
                .and_then(|cut| name.split_at_checked(cut))
                .is_some_and(|(labels, rest)| {
                    rest.eq_ignore_ascii_case(suffix) && labels.len() > 1 && labels.ends_with('.')
                }),
        };
        Some(covered)
    }

    /// How many trailing labels the pattern shares with a name.
    #[must_use]
    pub fn shared_labels(&self, name: &str) -> usize {
        let pairs = without_dot(&self.text).rsplit('.').zip(without_dot(name).rsplit('.'));
        pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
    }
}

fn without_dot(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_by_whole_labels() {
        let check = |pattern: &str, name: &str, covered: Option<bool>| {
            assert_eq!(FqdnPattern::new(pattern).covers(name), covered, "{pattern} {name}");
        };
        check("api.partner.example", "API.partner.example.", Some(true));
        check("api.partner.example", "xapi.partner.example", Some(false));
        check("*.partner.example", "xpartner.example", Some(false));
        check("*.partner.example", ".partner.example", Some(false));
        check("*.partner.example", "a.partner.example", Some(true));
        check("*.example", "é.example", Some(true));
        check("[parameters('name')]", "a.example", None);
        check("", "", Some(false));
    }

    #[test]
    fn shared_labels_count_from_the_end() {
        let pattern = FqdnPattern::new("api.partner.example.");
        assert_eq!(pattern.shared_labels("www.Partner.example"), 2);
        assert_eq!(pattern.shared_labels("partner.test"), 0);
    }
}
