//! Taking ARM ids apart. A segment may be an expression in brackets, with slashes inside.

/// The id of the perimeter that an id is or lies in.
pub(super) fn perimeter_of(id: &str) -> Option<&str> {
    up_to(id, "networkSecurityPerimeters")
}

/// The id up to and with the name that follows the segment `key`.
fn up_to<'i>(id: &'i str, key: &str) -> Option<&'i str> {
    let mut segments = segments(id);
    segments.find(|(_, segment)| segment.eq_ignore_ascii_case(key))?;
    let (end, name) = segments.next()?;
    (!name.is_empty()).then(|| id.get(..end)).flatten()
}

/// The segment after `key`.
pub(super) fn after<'i>(id: &'i str, key: &str) -> Option<&'i str> {
    let mut segments = segments(id);
    segments.find(|(_, segment)| segment.eq_ignore_ascii_case(key))?;
    segments.next().map(|(_, name)| name).filter(|name| !name.is_empty())
}

/// The id of what the child `…/KEY/NAME` is a child of.
pub(super) fn before<'i>(id: &'i str, key: &str) -> Option<&'i str> {
    let (end, segment) = segments(id).find(|(_, segment)| segment.eq_ignore_ascii_case(key))?;
    id.get(..end.checked_sub(segment.len() + 1)?)
}

/// The id of a resource by its type and name, whose parts go together.
pub(super) fn of(scope: &str, resource_type: &str, name: &str) -> Option<String> {
    let mut types = resource_type.split('/');
    let mut id = format!("{scope}/providers/{}", types.next()?);
    let mut names = segments(name).map(|(_, name)| name);
    for kind in types {
        id.push('/');
        id.push_str(kind);
        id.push('/');
        id.push_str(names.next().filter(|name| !name.is_empty())?);
    }
    names.next().is_none().then_some(id)
}

/// Segments with the places they end at.
pub(super) fn segments(id: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut depth = 0_usize;
    let mut start = 0;
    let end = id.len();
    id.char_indices().chain(core::iter::once((end, '/'))).filter_map(move |(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '/' if depth == 0 || at == end => {
                let segment = id.get(start..at).unwrap_or_default();
                start = at + 1;
                return Some((at, segment));
            }
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_apart() {
        let id = "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/[parameters('a/b')]/profiles/web";
        assert_eq!(perimeter_of(id), id.strip_suffix("/profiles/web"));
        assert_eq!(after(id, "PROFILES"), Some("web"));
        assert_eq!(before(id, "profiles"), perimeter_of(id));
        assert_eq!(perimeter_of("/a/networkSecurityPerimeters"), None);
        assert_eq!(perimeter_of("/a/networkSecurityPerimeters/"), None);
    }

    #[test]
    fn types_and_names_go_together() {
        let check = |kind: &str, name: &str, id: Option<&str>| {
            assert_eq!(of("/s", kind, name).as_deref(), id, "{kind} {name}");
        };
        check("A.B/c", "d", Some("/s/providers/A.B/c/d"));
        check("A.B/c/e", "d/f", Some("/s/providers/A.B/c/d/e/f"));
        check("A.B/c/e", "d", None);
        check("A.B/c", "d/f", None);
    }
}
