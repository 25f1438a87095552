//! Names that Azure compares without case: resources, subscriptions, perimeters, tenants, regions.

use alloc::string::String;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

/// Text kept as written and compared without ASCII case.
#[derive(Clone, Default)]
struct Caseless(String);

/// Orders texts without ASCII case. Ids of one estate begin alike, mostly in the same case.
pub(crate) fn caseless(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let words = one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0);
    let alike = 8 * words.take_while(|(one, other)| one == other).count();
    fn rest(bytes: &[u8], alike: usize) -> impl Iterator<Item = u8> {
        bytes.iter().skip(alike).map(u8::to_ascii_lowercase)
    }
    rest(one, alike).cmp(rest(other, alike))
}

impl PartialEq for Caseless {
    fn eq(&self, other: &Self) -> bool {
        // Ids of one estate end otherwise, mostly in their last letters.
        let ends = self.0.bytes().rev().zip(other.0.bytes().rev()).take(4);
        self.0.len() == other.0.len()
            && { ends }.all(|(one, other)| one.eq_ignore_ascii_case(&other))
            && self.cmp(other).is_eq()
    }
}

impl Eq for Caseless {}

impl PartialOrd for Caseless {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Caseless {
    fn cmp(&self, other: &Self) -> Ordering {
        caseless(&self.0, &other.0)
    }
}

impl Hash for Caseless {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.0.bytes() {
            state.write_u8(byte.to_ascii_lowercase());
        }
        state.write_u8(0xff);
    }
}

macro_rules! caseless {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Caseless);

        impl $name {
            /// The text as it was written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0.0
            }

            /// Whether this is an unresolved expression, which stands for no known value.
            #[must_use]
            pub fn is_symbolic(&self) -> bool {
                is_symbolic(self.as_str())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.as_str(), f)
            }
        }
    )*};
}

caseless! {
    /// The ARM id of a resource, such as
    /// `/subscriptions/…/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stweb`.
    ///
    /// Two ids are equal when they differ only in ASCII case or in a trailing slash.
    ///
    /// ```
    /// use nsp_core::ResourceId;
    /// assert_eq!(ResourceId::new("/SUBSCRIPTIONS/a"), ResourceId::new("/subscriptions/A/"));
    /// ```
    ResourceId;

    /// A subscription, kept without the `/subscriptions/` that some documents put before it.
    ///
    /// ```
    /// use nsp_core::SubscriptionId;
    /// assert_eq!(SubscriptionId::new("/subscriptions/AB"), SubscriptionId::new("ab"));
    /// ```
    SubscriptionId;

    /// A perimeter as some document names it: by its `perimeterGuid` or by its ARM id.
    PerimeterId;

    /// A Microsoft Entra tenant.
    TenantId;

    /// An Azure region, the same whether written `East US` or `eastus`.
    ///
    /// ```
    /// use nsp_core::Region;
    /// assert_eq!(Region::new("East US 2"), Region::new("eastus2"));
    /// ```
    Region;
}

/// Whether a text is an unresolved expression of a template.
pub(crate) fn is_symbolic(text: &str) -> bool {
    text.trim_start().starts_with('[')
}

impl ResourceId {
    /// Takes an id as written; surrounding white space and a trailing slash are dropped, and a
    /// leading one that is missing is put before `subscriptions`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim().trim_end_matches('/');
        let root = text.split('/').next().unwrap_or_default();
        let mut id = String::new();
        if root.eq_ignore_ascii_case("subscriptions") {
            id.push('/');
        }
        id.push_str(text);
        Self(Caseless(id))
    }

    /// Whether a segment is an unresolved expression.
    #[must_use]
    pub fn holds_expression(&self) -> bool {
        self.as_str().split('/').any(is_symbolic)
    }

    /// Whether this says no type of resource and holds no expression for one either: nobody knows
    /// which resource is meant, unless one is described under this very text.
    #[must_use]
    pub fn says_no_type(&self) -> bool {
        let says_type = self.type_parts().is_some_and(|mut parts| parts.nth(1).is_some());
        !says_type && !self.holds_expression()
    }

    /// The last segment: the resource's own name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.as_str().rsplit('/').next().unwrap_or_default()
    }

    /// Whether a text is the resource's own name, compared without case. Of many resources most are
    /// told apart by the first byte that is looked at.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let (id, name) = (self.as_str().as_bytes(), name.as_bytes());
        let Some((path, own)) = id.len().checked_sub(name.len()).map(|from| id.split_at(from))
        else {
            return false;
        };
        own.last().map(u8::to_ascii_lowercase) == name.last().map(u8::to_ascii_lowercase)
            && path.last().is_none_or(|end| *end == b'/')
            && own.eq_ignore_ascii_case(name)
            && !name.contains(&b'/')
    }

    /// The segment after `key`, compared without case.
    fn after(&self, key: &str) -> Option<&str> {
        let mut segments = self.as_str().split('/');
        segments.find(|segment| segment.eq_ignore_ascii_case(key))?;
        segments.next().filter(|segment| !segment.is_empty())
    }

    /// The subscription the id lies in.
    #[must_use]
    pub fn subscription(&self) -> Option<SubscriptionId> {
        self.after("subscriptions").map(SubscriptionId::new)
    }

    /// The resource group the id lies in.
    #[must_use]
    pub fn resource_group(&self) -> Option<&str> {
        self.after("resourceGroups")
    }

    /// Namespace and type, such as `Microsoft.Storage/storageAccounts`; for a child resource the
    /// types of its parents stand between. `None` when the id names no provider.
    #[must_use]
    pub fn resource_type(&self) -> Option<String> {
        let mut parts = self.type_parts()?;
        let mut kind = String::from(parts.next()?);
        for part in parts {
            kind.push('/');
            kind.push_str(part);
        }
        Some(kind)
    }

    /// The namespace and the types behind it, of the last provider that stands where a type would.
    fn type_parts(&self) -> Option<impl Iterator<Item = &str>> {
        let is_provider = |segment: &&str| segment.eq_ignore_ascii_case("providers");
        let mut segments = self.as_str().split('/');
        segments.find(is_provider)?;
        loop {
            let mut own = segments.clone();
            let namespace = own.next()?;
            segments.next();
            // Behind each type stands a name.
            let is_last = segments.by_ref().step_by(2).find(is_provider).is_none();
            if is_last {
                return Some(core::iter::once(namespace).chain(own.step_by(2)));
            }
        }
    }

    /// The top-level resource that the id is of, or of something in; `None` when the id names no
    /// provider, type and name.
    ///
    /// ```
    /// use nsp_core::ResourceId;
    /// let account = "/subscriptions/a/providers/Microsoft.Storage/storageAccounts/st";
    /// let service = ResourceId::new(&format!("{account}/blobServices/default"));
    /// assert_eq!(service.top_level(), Some(ResourceId::new(account)));
    /// ```
    #[must_use]
    pub fn top_level(&self) -> Option<Self> {
        let mut rest = self.as_str();
        while let Some((segment, after)) = rest.split_once('/') {
            rest = after;
            if segment.eq_ignore_ascii_case("providers") {
                let end = after.match_indices('/').map(|(at, _)| at).chain([after.len()]).nth(2)?;
                let whole = self.as_str().len() - after.len() + end;
                return self.as_str().get(..whole).map(Self::new);
            }
        }
        None
    }

    /// Whether this is a storage account.
    #[must_use]
    pub fn is_storage_account(&self) -> bool {
        self.has_type("Microsoft.Storage/storageAccounts")
    }

    /// Whether this is a resource of the type `expected`, compared without case.
    #[must_use]
    pub fn has_type(&self, expected: &str) -> bool {
        let mut expected = expected.split('/');
        let mut is_next = |part: &str| {
            expected.next().is_some_and(|expected| expected.eq_ignore_ascii_case(part))
        };
        self.type_parts().is_some_and(|mut parts| parts.all(&mut is_next))
            && expected.next().is_none()
    }
}

impl SubscriptionId {
    /// Takes `GUID` or `/subscriptions/GUID`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim().trim_matches('/');
        let rest = match text.get(..14) {
            Some(prefix) if prefix.eq_ignore_ascii_case("subscriptions/") => text.get(14..),
            _ => None,
        };
        Self(Caseless(String::from(rest.unwrap_or(text))))
    }
}

impl PerimeterId {
    /// Takes a `perimeterGuid` or the ARM id of a perimeter.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Caseless(String::from(text.trim().trim_end_matches('/'))))
    }

    /// Whether this is an ARM id rather than a GUID.
    #[must_use]
    pub fn is_resource_id(&self) -> bool {
        self.as_str().contains('/')
    }
}

impl TenantId {
    /// Takes a tenant's GUID.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Caseless(String::from(text.trim())))
    }
}

impl Region {
    /// Takes a region's name or display name.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Caseless(text.chars().filter(|c| !c.is_whitespace()).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_type_is_read_from_the_id() {
        let check = |id: &str, kind: Option<&str>| {
            let id = ResourceId::new(id);
            assert_eq!(id.resource_type().as_deref(), kind, "{id}");
            assert!(kind.is_none_or(|kind| id.has_type(&kind.to_uppercase())), "{id}");
            let others = ["E.F/g/h", "E.F/", "Microsoft.Storage", "E", ""];
            assert!(!others.iter().any(|it| Some(*it) != kind && id.has_type(it)), "{id}");
        };
        check(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st",
            Some("Microsoft.Storage/storageAccounts"),
        );
        check(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/p/profiles/web",
            Some("Microsoft.Network/networkSecurityPerimeters/profiles"),
        );
        check("/subscriptions/s/providers/A.B/c/d/providers/E.F/g/h", Some("E.F/g"));
        check("/subscriptions/s/providers/A.B/c/providers/E/f/g", Some("A.B/c/E/g"));
        check("/providers/A.B/c/d/e/f/PROVIDERS/E.F", Some("E.F"));
        check("/providers/A.B/c/d/providers", None);
        check("/subscriptions/s", None);
        check("stweb", None);
    }

    #[test]
    fn a_resource_is_named_by_its_last_segment_alone() {
        for id in ["/subscriptions/s/providers/A.B/c/StWeb", "StWeb", "[name]", "", "a/b"] {
            let id = ResourceId::new(id);
            for name in ["stweb", "STWEB", "web", "c/stweb", "[name]", "b", "a/b", "B", "", "/"] {
                let is_named = id.name().eq_ignore_ascii_case(name);
                assert_eq!(id.is_named(name), is_named, "{id} {name}");
            }
        }
    }

    #[test]
    fn a_child_belongs_to_its_subscription() {
        let id = ResourceId::new("/subscriptions/S/resourceGroups/G/providers/A.B/c/d");
        assert_eq!(id.subscription(), Some(SubscriptionId::new("s")));
        assert_eq!(id.resource_group(), Some("G"));
        assert_eq!(id.name(), "d");
    }
}
