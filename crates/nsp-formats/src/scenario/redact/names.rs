//! Names by other names.

use std::collections::{BTreeMap, BTreeSet};

use crate::request::is_guid;
use crate::scenario::MORE;

/// Host names that end so are Azure's, and the endings say nothing about whose they are.
const AZURE: &[&str] = &[
    "blob.core.windows.net",
    "dfs.core.windows.net",
    "file.core.windows.net",
    "queue.core.windows.net",
    "table.core.windows.net",
    "web.core.windows.net",
    "vault.azure.net",
    "managedhsm.azure.net",
    "database.windows.net",
    "search.windows.net",
    "servicebus.windows.net",
    "documents.azure.com",
    "cognitiveservices.azure.com",
    "openai.azure.com",
    "monitor.azure.com",
    "azurewebsites.net",
    "azuredatabricks.net",
    "sql.azuresynapse.net",
    "dev.azuresynapse.net",
    "azurecr.io",
];

/// New names for old ones. Equal names, whatever their case and wherever they stand, get equal
/// names, and different ones different ones.
pub(super) struct Names {
    /// By the old name in lower case.
    given: BTreeMap<String, String>,
    /// How many there are of each kind.
    counts: BTreeMap<&'static str, usize>,
    /// What the document says, in lower case: no new name is an old one.
    taken: BTreeSet<String>,
}

impl Names {
    /// Names that do not stand in a text.
    pub(super) fn beside(text: &str) -> Self {
        let word = |c: char| !c.is_alphanumeric() && c != '-' && c != '_';
        let words = text.split(word).map(str::to_ascii_lowercase);
        Self { given: BTreeMap::new(), counts: BTreeMap::new(), taken: words.collect() }
    }

    /// A text of segments: an ARM id, or a name, which is one segment. What an id is taken apart by
    /// stays, and so do the types in it.
    pub(super) fn path(&mut self, kind: &'static str, text: &str) -> String {
        let mut expected = Expected::Segment(kind);
        let mut new = String::with_capacity(text.len());
        for (place, segment) in text.split('/').enumerate() {
            if place > 0 {
                new.push('/');
            }
            let keyword = Keyword::of(segment);
            let is_type =
                matches!(expected, Expected::Namespace | Expected::Type) && is_type(segment);
            if keyword.is_some() || is_type {
                new.push_str(segment);
            } else {
                let kind = match expected {
                    Expected::Segment(kind) | Expected::Name(kind) => kind,
                    Expected::Namespace | Expected::Type => "type-",
                };
                new.push_str(&self.segment(kind, segment));
            }
            expected = match (expected, keyword) {
                (Expected::Namespace | Expected::Name(_), _) => Expected::Type,
                (Expected::Segment(_) | Expected::Type, Some(Keyword::Providers)) => {
                    Expected::Namespace
                }
                (Expected::Type, _) => Expected::Name(kind_of(segment)),
                (Expected::Segment(_), Some(Keyword::Subscriptions)) => {
                    Expected::Segment("subscription-")
                }
                (Expected::Segment(_), Some(Keyword::ResourceGroups)) => Expected::Segment("rg-"),
                (Expected::Segment(_), None) => Expected::Segment(kind),
            };
        }
        new
    }

    /// A segment: one label, or a host name of several.
    fn segment(&mut self, kind: &'static str, segment: &str) -> String {
        let body = segment.strip_suffix('.').unwrap_or(segment);
        if is_expression(segment) || !body.contains('.') {
            return self.label(kind, body) + segment.get(body.len()..).unwrap_or_default();
        }
        let labels: Vec<&str> = body.split('.').collect();
        let own = labels.len() - azure_labels(&labels);
        let new: Vec<String> = labels
            .iter()
            .enumerate()
            .map(|(at, it)| if at < own { self.label(kind, it) } else { (*it).to_owned() })
            .collect();
        new.join(".") + segment.get(body.len()..).unwrap_or_default()
    }

    /// A name of one label.
    pub(super) fn label(&mut self, kind: &'static str, old: &str) -> String {
        if old.is_empty() || old == "*" || old == MORE {
            return old.to_owned();
        }
        let key = old.to_ascii_lowercase();
        if let Some(new) = self.given.get(&key) {
            return new.clone();
        }
        let new = loop {
            let new = if is_expression(old) {
                format!("[parameters('{}')]", self.next("value-"))
            } else if is_guid(old) {
                let count = self.count("guid");
                format!("{count:08x}-0000-4000-8000-{count:012x}")
            } else {
                self.next(kind)
            };
            if !self.taken.contains(&new) {
                break new;
            }
        };
        // A scope with a `*` anywhere is compared as one with wildcards.
        let new = if old.contains('*') { new + "*" } else { new };
        self.given.insert(key, new.clone());
        new
    }

    /// A number that nobody has.
    pub(super) fn phone_number(&mut self) -> String {
        format!("+1555{:07}", self.count("phone number"))
    }

    fn next(&mut self, kind: &'static str) -> String {
        format!("{kind}{}", self.count(kind))
    }

    fn count(&mut self, kind: &'static str) -> usize {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        *count
    }
}

/// What the next segment of an id is.
#[derive(Clone, Copy)]
enum Expected {
    /// Before any provider; what it is called where it is a name.
    Segment(&'static str),
    Namespace,
    Type,
    Name(&'static str),
}

/// A segment that ids are taken apart by, in whatever place it stands.
#[derive(Clone, Copy)]
enum Keyword {
    Subscriptions,
    ResourceGroups,
    Providers,
}

impl Keyword {
    fn of(segment: &str) -> Option<Self> {
        match segment {
            _ if segment.eq_ignore_ascii_case("subscriptions") => Some(Self::Subscriptions),
            _ if segment.eq_ignore_ascii_case("resourceGroups") => Some(Self::ResourceGroups),
            _ if segment.eq_ignore_ascii_case("providers") => Some(Self::Providers),
            _ => None,
        }
    }
}

fn is_type(segment: &str) -> bool {
    segment.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

fn is_expression(text: &str) -> bool {
    text.trim_start().starts_with('[')
}

/// What the resources of a type are called.
fn kind_of(resource_type: &str) -> &'static str {
    let kinds = [
        ("storageAccounts", "st"),
        ("vaults", "kv"),
        ("networkSecurityPerimeters", "nsp-"),
        ("profiles", "profile-"),
        ("accessRules", "rule-"),
        ("resourceAssociations", "association-"),
        ("links", "link-"),
        ("linkReferences", "link-"),
        ("virtualNetworks", "vnet-"),
        ("subnets", "subnet-"),
        ("servers", "server-"),
        ("workspaces", "workspace-"),
    ];
    let known = kinds.iter().find(|(name, _)| name.eq_ignore_ascii_case(resource_type));
    known.map_or("resource-", |(_, kind)| kind)
}

/// How many labels at the end are those of an ending of Azure's, or the end of one. It depends on
/// these labels alone, so that a pattern and a name it covers lose the same.
fn azure_labels(labels: &[&str]) -> usize {
    let shared = |ending: &&str| {
        let pairs = ending.rsplit('.').zip(labels.iter().rev());
        pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
    };
    AZURE.iter().map(shared).max().unwrap_or_default()
}
