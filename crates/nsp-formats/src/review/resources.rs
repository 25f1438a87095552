//! Resources and their own firewalls, beside the perimeter that they are in.

use nsp_core::{
    DefaultAction, LinkStatus, Network, NetworkAcls, PublicNetworkAccess, Resource, ResourceId,
    State, Verdict,
};

use super::rules::over_wide;
use super::{Point, Review};
use crate::request::RequestForm;
use crate::scenario::Resources;
use crate::scenario::edit::{Places, Thing};

impl Review<'_> {
    pub(super) fn resources(&mut self) {
        let snapshot = self.edition.snapshot();
        let places = Places { scenario: self.scenario(), snapshot };
        let known = Resources::by_name(snapshot);
        for (place, resource) in (0..).zip(&snapshot.resources) {
            let Some(thing) = places.resource(place) else { continue };
            let state = self.edition.compiled().state_of(&resource.id);
            self.firewall(thing, resource, state);
            if state.is_some_and(|it| it != State::NotAssociated) {
                self.member(thing, resource, &known);
            }
        }
    }

    fn firewall(&mut self, thing: Thing, resource: &Resource, state: Option<State>) {
        let Network::Given { public_network_access, network_acls } = &resource.network else {
            return;
        };
        let secured = *public_network_access == Some(PublicNetworkAccess::SecuredByPerimeter);
        if secured && state == Some(State::NotAssociated) {
            let pointer = format!("{}/publicNetworkAccess", thing.pointer());
            self.add_at(thing, pointer, Point::LockedDown);
        }
        if !resource.id.is_storage_account() {
            return;
        }
        let acls = network_acls.as_ref();
        let bypass = acls.map(|it| it.bypass.as_ref());
        let trusts = bypass.flatten().is_none_or(|it| it.azure_services);
        let falls_back = matches!(state, Some(State::Learning | State::Audit)) && !secured;
        if trusts && falls_back {
            let assumed = bypass.flatten().is_none();
            let list = if assumed { "" } else { "/networkAcls/bypass" };
            let pointer = format!("{}{list}", thing.pointer());
            self.add_at(thing, pointer, Point::TrustedServices { assumed });
        }
        let Some(acls) = acls else { return };
        self.own_rules(thing, acls, state, secured);
    }

    fn own_rules(&mut self, thing: Thing, acls: &NetworkAcls, state: Option<State>, secured: bool) {
        let lists = acls.ip_rules.len() + acls.ipv6_rules.len() + acls.virtual_network_rules.len();
        let all = lists + acls.resource_access_rules.len();
        let pointer = format!("{}/networkAcls", thing.pointer());
        // What Audit does with it no document says.
        let secured = secured && state != Some(State::Enforced) && state != Some(State::Audit);
        if secured || state == Some(State::Enforced) {
            if all > 0 {
                self.add_at(thing, pointer, Point::NotConsulted(all, secured));
            }
            return;
        }
        if lists > 0 && matches!(acls.default_action, None | Some(DefaultAction::Allow)) {
            self.add_at(thing, format!("{pointer}/defaultAction"), Point::AllowedAnyway(lists));
        }
        for (list, rules) in [("ipRules", &acls.ip_rules), ("ipv6Rules", &acls.ipv6_rules)] {
            for (index, prefix) in rules.iter().enumerate() {
                if let Some(point) = over_wide(prefix.as_str(), true) {
                    self.add_at(thing, format!("{pointer}/{list}/{index}"), point);
                }
            }
        }
    }

    /// What a perimeter asks of a resource that is in it.
    fn member(&mut self, thing: Thing, resource: &Resource, known: &Resources<'_>) {
        // A vault calls nobody, and Azure gives it no identity.
        let calls = !resource.id.has_type("Microsoft.KeyVault/vaults");
        if calls && resource.managed_identity == Some(false) && self.has_company(&resource.id) {
            self.add(thing, Point::NoManagedIdentity);
        }
        let written = match thing {
            Thing::Resource(at) => self.scenario().estate.resources.get(at),
            _ => None,
        };
        let on = |given: Option<bool>| given == Some(true);
        for (is_on, protocol, member) in [
            (on(written.and_then(|it| it.is_nfs_v3_enabled)), "NFS", "isNfsV3Enabled"),
            (on(written.and_then(|it| it.is_sftp_enabled)), "SFTP", "isSftpEnabled"),
        ] {
            if is_on {
                let pointer = format!("{}/{member}", thing.pointer());
                self.add_at(thing, pointer, Point::ProtocolOn(protocol));
            }
        }
        if let Some(host) = &resource.key_vault
            && self.is_cut_off(&resource.id, known)
        {
            let pointer = format!("{}/encryption", thing.pointer());
            self.add_at(thing, pointer, Point::KeyVault(host.clone()));
        }
    }

    /// Whether there is anyone that it could call, or be called by, as a member.
    fn has_company(&self, resource: &ResourceId) -> bool {
        let compiled = self.edition.compiled();
        compiled.associations_of(resource).iter().any(|at| {
            let perimeter = self.edition.snapshot().perimeters.get(at.perimeter as usize);
            perimeter.is_some_and(|it| {
                it.associations.iter().any(|it| it.resource != *resource)
                    || it.links.iter().any(|it| it.status == LinkStatus::Approved)
            })
        })
    }

    /// Whether, once enforced, it does not reach the vault of its key.
    fn is_cut_off(&self, resource: &ResourceId, known: &Resources<'_>) -> bool {
        let form = RequestForm {
            resource: Some(resource.to_string()),
            feature: Some("customer-managed-keys".to_owned()),
            ..RequestForm::default()
        };
        form.build_among(known).is_ok_and(|request| {
            let decided = self.edition.compiled().question(&request).decide(State::Enforced);
            decided.outcome.verdict() == Verdict::Denied
        })
    }
}
