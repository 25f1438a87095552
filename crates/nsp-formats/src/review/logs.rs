//! Where members of a perimeter send their logs.

use nsp_core::{AssociationRef, ResourceId};

use super::{Point, Review};
use crate::scenario::DiagnosticSetting;
use crate::scenario::edit::Thing;

impl Review<'_> {
    pub(super) fn logs(&mut self) {
        for (index, setting) in self.scenario().estate.diagnostic_settings.iter().enumerate() {
            // A setting may send the logs of a service in the resource, such as
            // `blobServices/default`.
            let Some(from) = setting.id.as_deref().and_then(top_level) else { continue };
            let own = self.edition.compiled().associations_of(&from);
            for (member, to) in destinations(setting) {
                let theirs = self.edition.compiled().associations_of(&to);
                let is_shared =
                    |own: &AssociationRef| theirs.iter().any(|it| it.perimeter == own.perimeter);
                if own.is_empty() || own.iter().any(is_shared) {
                    continue;
                }
                let thing = self.described(&from);
                let pointer = format!("/estate/diagnosticSettings/{index}/{member}");
                let [resource, to] = [&from, &to].map(|it| it.name().to_owned());
                self.add_at(thing, pointer, Point::LogsOutside { resource, to });
            }
        }
    }

    /// The resource where the scenario describes it, or else its association.
    fn described(&self, id: &ResourceId) -> Thing {
        let estate = &self.scenario().estate;
        let same = |text: Option<&str>| text.is_some_and(|it| ResourceId::new(it) == *id);
        let resource = estate.resources.iter().position(|it| same(it.id.as_deref()));
        let association = || {
            estate.perimeters.iter().enumerate().find_map(|(perimeter, it)| {
                let mut all = it.resource_associations.iter();
                let association =
                    all.position(|it| same(crate::scenario::edit::resource_of(it)))?;
                Some(Thing::Association { perimeter, association })
            })
        };
        resource.map(Thing::Resource).or_else(association).unwrap_or(Thing::Scenario)
    }
}

/// What gets the logs, each with the member that names it.
fn destinations(
    setting: &DiagnosticSetting,
) -> impl Iterator<Item = (&'static str, ResourceId)> + '_ {
    let all = [
        ("workspaceId", &setting.workspace_id),
        ("storageAccountId", &setting.storage_account_id),
        ("eventHubAuthorizationRuleId", &setting.event_hub_authorization_rule_id),
    ];
    let given =
        all.into_iter().filter_map(|(member, id)| Some((member, top_level(id.as_deref()?)?)));
    given.filter(|(_, id)| !id.holds_expression())
}

fn top_level(id: &str) -> Option<ResourceId> {
    ResourceId::new(id).top_level()
}
