//! Ids of things in an estate.

/// The last segment.
pub(super) fn name(id: &str) -> &str {
    id.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The id of something else of the same type beside it.
pub(super) fn beside(id: &str, other: &str) -> String {
    let id = id.trim().trim_end_matches('/');
    id.rsplit_once('/').map_or_else(|| other.to_owned(), |(parent, _)| format!("{parent}/{other}"))
}

/// The two halves of a text that is the id `of`, or that of something in it: where the id ends.
fn end_of(text: &str, of: &str) -> Option<usize> {
    let bare = of.trim().trim_matches('/');
    let start = text.len() - text.trim_start().trim_start_matches('/').len();
    let end = start + bare.len();
    let rest = text.get(end..)?;
    let same = text.get(start..end)?.eq_ignore_ascii_case(bare);
    (!bare.is_empty() && same && (rest.trim().is_empty() || rest.starts_with('/'))).then_some(end)
}

/// The text after the thing with the id `of` has got another name; `None` where it is not about
/// that thing.
pub(super) fn renamed(text: &str, of: &str, name: &str) -> Option<String> {
    let end = end_of(text, of)?;
    let (head, rest) = text.split_at_checked(end)?;
    let keep = head.rfind('/').map_or(0, |at| at + 1);
    Some(format!("{}{name}{rest}", head.get(..keep)?))
}

/// The text after the thing with the id `of` has got the id `to`; `None` where it is not about
/// that thing.
pub(super) fn moved(text: &str, of: &str, to: &str) -> Option<String> {
    let end = end_of(text, of)?;
    Some(format!("{}{}", to.trim().trim_end_matches('/'), text.get(end..)?))
}

/// Whether two ids are of one thing.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.trim().trim_matches('/').eq_ignore_ascii_case(other.trim().trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_a_name() {
        let check = |text: &str, expected: Option<&str>| {
            let of = "/subscriptions/s/providers/A.B/c/old";
            assert_eq!(renamed(text, of, "new").as_deref(), expected, "{text}");
        };
        check("/subscriptions/s/providers/A.B/c/old", Some("/subscriptions/s/providers/A.B/c/new"));
        check("subscriptions/S/providers/a.b/C/OLD", Some("subscriptions/S/providers/a.b/C/new"));
        check(
            "/subscriptions/s/providers/A.B/c/old/d/old",
            Some("/subscriptions/s/providers/A.B/c/new/d/old"),
        );
        check("/subscriptions/s/providers/A.B/c/older", None);
        check("old", None);
        assert_eq!(renamed("OLD", "old", "new").as_deref(), Some("new"));
        assert_eq!(renamed("x", "", "new"), None);
        assert_eq!(moved("/a/old/d/e", "/A/old", "/b/new/").as_deref(), Some("/b/new/d/e"));
        assert_eq!(beside("/a/old/", "new"), "/a/new");
    }
}
