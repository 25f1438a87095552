//! Ids of things in an estate.

use nsp_core::ResourceId;

/// The last segment.
pub(super) fn name(id: &str) -> &str {
    id.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The shortest name by which a thing is told from all others that are called alike: its own, that
/// within its resource group, that within its subscription, or the whole id.
pub(super) fn apart<'a>(id: &str, all: impl Iterator<Item = &'a str>) -> String {
    let alike = |it: &&str| name(it).eq_ignore_ascii_case(name(id)) && !same(it, id);
    let others: Vec<_> = all.filter(alike).map(within).collect();
    let mut short = name(id).to_owned();
    let mut left: Vec<usize> = (0..others.len()).collect();
    for (at, around) in within(id).into_iter().enumerate() {
        if left.is_empty() {
            return short;
        }
        if around.is_empty() {
            break;
        }
        short = format!("{around}/{short}");
        let is_same = |other: &usize| {
            let it = others.get(*other).and_then(|it| it.get(at));
            it.is_some_and(|it| it.eq_ignore_ascii_case(&around))
        };
        left.retain(is_same);
    }
    if left.is_empty() { short } else { id.to_owned() }
}

/// The resource group of a thing, and its subscription.
fn within(id: &str) -> [String; 2] {
    let id = ResourceId::new(id);
    let subscription = id.subscription().map_or_else(String::new, |it| it.as_str().to_owned());
    [id.resource_group().unwrap_or_default().to_owned(), subscription]
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
    fn things_that_are_called_alike_are_told_apart() {
        let id = |subscription: &str, group: &str, kind: &str, name: &str| {
            format!(
                "/subscriptions/{subscription}/resourceGroups/{group}/providers/A.B/{kind}/{name}"
            )
        };
        let all = [
            id("s1", "one", "c", "st"),
            id("s1", "two", "c", "ST"),
            id("s2", "two", "c", "st"),
            id("s2", "two", "d", "St"),
            id("s1", "one", "c", "kv"),
        ];
        let told: Vec<String> =
            all.iter().map(|it| apart(it, all.iter().map(String::as_str))).collect();
        assert_eq!(told, ["one/st", "s1/two/ST", &all[2], &all[3], "kv"]);
        assert_eq!(apart("st", all.iter().map(String::as_str)), "st");
    }

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
