//! Names, ids and values of what is new.

use nsp_core::ResourceId;

use super::{Thing, id};
use crate::scenario::document::Scenario;

/// Where things lie when nothing says where the estate does.
const NOWHERE: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const REGION: &str = "westeurope";

/// How long Azure lets the name of a storage account be.
const STORAGE_NAME: usize = 24;

impl Scenario {
    /// The name that was wanted, with a number behind it where it is taken.
    pub(in crate::scenario) fn fresh_name(&self, thing: Thing, wanted: &str) -> String {
        let taken = self.names(thing);
        let is_free = |name: &str| !taken.iter().any(|it| it.eq_ignore_ascii_case(name));
        if is_free(wanted) {
            return wanted.to_owned();
        }
        let base = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = (2_usize..).map(|number| {
            let number = number.to_string();
            let longest = match thing {
                Thing::Resource(_) => STORAGE_NAME.saturating_sub(number.len()),
                _ => usize::MAX,
            };
            let base: String = base.chars().take(longest).collect();
            base + &number
        });
        numbered.into_iter().find(|name| is_free(name)).unwrap_or_default()
    }

    /// The names that a thing in this place would have to differ from. Those of perimeters and
    /// resources are all different, so that each can be named the short way.
    fn names(&self, thing: Thing) -> Vec<&str> {
        let siblings = 0..self.siblings(thing).unwrap_or_default();
        let mut names: Vec<&str> =
            siblings.filter_map(|index| thing.sibling(index).name(self)).collect();
        if matches!(thing, Thing::Resource(_)) {
            names.extend(self.associated().map(id::name));
        }
        names
    }

    /// Ids of all resources that are associated.
    pub(super) fn associated(&self) -> impl Iterator<Item = &str> {
        let associations =
            self.estate.perimeters.iter().flat_map(|it| it.resource_associations.iter());
        associations.filter_map(|it| super::references::resource_of(it))
    }

    /// Subscription and resource group of the estate.
    fn scope(&self) -> String {
        let perimeters = self.estate.perimeters.iter().filter_map(|it| it.id.as_deref());
        let resources = self.estate.resources.iter().filter_map(|it| it.id.as_deref());
        perimeters.chain(resources).find_map(scope_of).unwrap_or_else(|| NOWHERE.to_owned())
    }

    /// The id of something new of a type such as `Microsoft.Storage/storageAccounts`.
    pub(super) fn fresh_id(&self, resource_type: &str, name: &str) -> String {
        format!("{}/providers/{resource_type}/{name}", self.scope())
    }

    /// Where the estate lies.
    pub(super) fn region(&self) -> String {
        let perimeters = self.estate.perimeters.iter().filter_map(|it| it.location.as_deref());
        let resources = self.estate.resources.iter().filter_map(|it| it.location.as_deref());
        let found = perimeters.chain(resources).find(|it| !it.starts_with('['));
        found.unwrap_or(REGION).to_owned()
    }

    /// The tenant of the estate.
    pub(super) fn tenant(&self) -> Option<String> {
        self.estate.resources.iter().find_map(|it| it.tenant_id.clone())
    }

    /// A GUID that no perimeter has.
    pub(super) fn fresh_guid(&self) -> String {
        let known = |guid: &str| {
            let guids = self.estate.perimeters.iter().filter_map(|it| it.perimeter_guid.as_deref());
            guids.into_iter().any(|it| it.trim().eq_ignore_ascii_case(guid))
        };
        let numbered = (1_u64..).map(|number| format!("00000000-0000-4000-8000-{number:012x}"));
        numbered.into_iter().find(|guid| !known(guid)).unwrap_or_default()
    }
}

fn scope_of(text: &str) -> Option<String> {
    let id = ResourceId::new(text);
    let (subscription, group) = (id.subscription()?, id.resource_group()?);
    Some(format!("/subscriptions/{subscription}/resourceGroups/{group}"))
}
