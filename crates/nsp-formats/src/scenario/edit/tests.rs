//! Edits, each with the whole of what it changes.

mod change;
mod laws;
mod pages;
mod refused;

use serde_json::Value;

use super::*;
use crate::scenario::document::{Expected, Reference};

pub(super) const SHOP: &str = include_str!("../../../tests/data/shop.json");

pub(super) fn shop() -> Scenario {
    Scenario::parse("shop.json", SHOP).unwrap().value
}

pub(super) fn json(scenario: &Scenario) -> Value {
    serde_json::from_str(&scenario.to_text()).unwrap()
}

/// Every difference, such as `/name: "a" -> "b"`. What there was not is `-`.
pub(super) fn differences(before: &Scenario, after: &Scenario) -> Vec<String> {
    fn walk(at: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<String>) {
        match (before, after) {
            (Some(Value::Object(one)), Some(Value::Object(two))) => {
                let both = one.keys().chain(two.keys().filter(|key| !one.contains_key(*key)));
                for key in both {
                    walk(&format!("{at}/{key}"), one.get(key), two.get(key), found);
                }
            }
            (Some(Value::Array(one)), Some(Value::Array(two))) => {
                for index in 0..one.len().max(two.len()) {
                    walk(&format!("{at}/{index}"), one.get(index), two.get(index), found);
                }
            }
            _ if before != after => {
                let text = |it: Option<&Value>| it.map_or("-".to_owned(), Value::to_string);
                found.push(format!("{at}: {} -> {}", text(before), text(after)));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk("", Some(&json(before)), Some(&json(after)), &mut found);
    found
}

/// Applies an edit to the shop: what the step is called and all that it changes, with the long
/// beginnings of ids and pointers left out.
fn check(edit: Edit, label: &str, expected: &[&str]) -> Scenario {
    let before = shop();
    assert_eq!(edit.label(&before), label);
    let after = before.edited(&edit).unwrap();
    let short = |text: String| {
        text.replace("/estate/perimeters/", "p/")
            .replace("/estate/resources/", "r/")
            .replace("/subscriptions/s1/resourceGroups/shop/providers/", "~")
            .replace("/subscriptions/s2/resourceGroups/bank/providers/", "~~")
            .replace("Microsoft.Network/networkSecurityPerimeters/", "")
            .replace("Microsoft.Storage/storageAccounts/", "")
    };
    let found: Vec<String> = differences(&before, &after).into_iter().map(short).collect();
    assert_eq!(found, expected, "{label}");
    assert!(edit.shows(&before).is_in(&after), "{label}: {:?}", edit.shows(&before));
    after
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

const WEB: Thing = Thing::Profile { perimeter: 0, profile: 0 };
const OFFICE: Thing = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
const PLATFORM: Thing = Thing::AccessRule { perimeter: 0, profile: 0, rule: 1 };
const STWEB: Thing = Thing::Association { perimeter: 0, association: 0 };
const TO_BANK: Thing = Thing::Link { perimeter: 0, link: 0 };

#[test]
fn names_change_with_all_that_refers_to_them() {
    let rename = |thing, name: &str| Edit::Rename(thing, name.to_owned());
    check(
        rename(OFFICE, "hq"),
        "Rename rule `office` to `hq`",
        &[
            r#"p/0/profiles/0/accessRules/0/id: "~nsp-shop/profiles/web/accessRules/office" -> "~nsp-shop/profiles/web/accessRules/hq""#,
            r#"p/0/profiles/0/accessRules/0/name: "office" -> "hq""#,
            r#"/expectations/0/enforced/rule: "office" -> "hq""#,
        ],
    );
    check(
        rename(WEB, "front"),
        "Rename profile `web` to `front`",
        &[
            r#"p/0/profiles/0/id: "~nsp-shop/profiles/web" -> "~nsp-shop/profiles/front""#,
            r#"p/0/profiles/0/name: "web" -> "front""#,
            r#"p/0/profiles/0/accessRules/0/id: "~nsp-shop/profiles/web/accessRules/office" -> "~nsp-shop/profiles/front/accessRules/office""#,
            r#"p/0/resourceAssociations/0/profile/id: "~nsp-shop/profiles/web" -> "~nsp-shop/profiles/front""#,
            r#"p/0/resourceAssociations/1/profile/name: "web" -> "front""#,
            r#"p/0/links/0/localInboundProfiles/0: "web" -> "front""#,
            r#"p/1/linkReferences/0/remoteInboundProfiles/0: "web" -> "front""#,
        ],
    );
    check(
        rename(Thing::Perimeter(0), "nsp-store"),
        "Rename perimeter `nsp-shop` to `nsp-store`",
        &[
            r#"p/0/id: "~nsp-shop" -> "~nsp-store""#,
            r#"p/0/profiles/0/id: "~nsp-shop/profiles/web" -> "~nsp-store/profiles/web""#,
            r#"p/0/profiles/0/accessRules/0/id: "~nsp-shop/profiles/web/accessRules/office" -> "~nsp-store/profiles/web/accessRules/office""#,
            r#"p/0/resourceAssociations/0/profile/id: "~nsp-shop/profiles/web" -> "~nsp-store/profiles/web""#,
            r#"p/1/linkReferences/0/remotePerimeterResourceId: "~nsp-shop" -> "~nsp-store""#,
            r#"/requests/2/from/perimeters/0: "nsp-shop" -> "nsp-store""#,
        ],
    );
    check(
        rename(Thing::Resource(1), "stlake"),
        "Rename `stdata` to `stlake`",
        &[
            r#"p/0/profiles/0/accessRules/3/fullyQualifiedDomainNames/0: "stdata.blob.core.windows.net" -> "stlake.blob.core.windows.net""#,
            r#"p/0/resourceAssociations/1/privateLinkResource/id: "~stdata" -> "~stlake""#,
            r#"r/1/id: "~stdata" -> "~stlake""#,
            r#"/sources/1/resource: "stdata" -> "stlake""#,
            r#"/requests/1/outboundTo: "stdata" -> "stlake""#,
            r#"/requests/2/from/resource: "stdata" -> "stlake""#,
        ],
    );
    check(
        rename(Thing::ServiceTag(0), "Dbx"),
        "Rename service tag `Databricks` to `Dbx`",
        &[
            r#"p/0/profiles/0/accessRules/2/serviceTags/0: "Databricks" -> "Dbx""#,
            r#"/estate/serviceTags/0/name: "Databricks" -> "Dbx""#,
        ],
    );
    check(
        rename(Thing::Scenario, ""),
        "Take away the scenario’s name",
        &[r#"/name: "Shop and bank" -> -"#],
    );
    check(
        rename(Thing::Request(0), "partner, SAS"),
        "Rename request `partner` to `partner, SAS`",
        &[r#"/requests/0/name: "partner" -> "partner, SAS""#],
    );
}

#[test]
fn a_short_name_never_comes_to_mean_another_resource() {
    let both = Edit::Several {
        label: "Both".to_owned(),
        edits: vec![
            Edit::Add(New::Resource(Box::new(Resource {
                id: text("/subscriptions/s3/resourceGroups/x/providers/Microsoft.Sql/servers/sql"),
                ..Resource::default()
            }))),
            Edit::Rename(Thing::Resource(2), "stdata".to_owned()),
        ],
    };
    let after = shop().edited(&both).unwrap();
    let id =
        "/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/stdata";
    assert_eq!(after.sources[1].resource.as_deref(), Some(id));
    assert_eq!(after.requests[1].outbound_to.as_deref(), Some(id));
}

#[test]
fn a_namesake_makes_no_request_ambiguous() {
    let id =
        "/subscriptions/s3/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/stdata";
    let namesake = Resource { id: text(id), ..Resource::default() };
    let after = shop().edited(&Edit::Add(New::Resource(Box::new(namesake)))).unwrap();
    let own =
        "/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/stdata";
    assert_eq!(after.sources[1].resource.as_deref(), Some(own));
    assert_eq!(after.requests[1].outbound_to.as_deref(), Some(own));
    assert_eq!(after.requests[0].resource.as_deref(), Some("stweb"));

    let perimeter = Edit::Rename(Thing::Perimeter(0), "NSP-shop".to_owned());
    let after = shop().edited(&perimeter).unwrap();
    assert_eq!(after.requests[2].from.as_ref().unwrap().perimeters, ["NSP-shop"]);
}

#[test]
fn what_is_new_is_filled_in() {
    let add = |new| Edit::Add(new);
    check(
        add(New::AccessRule(0, 0, Box::default())),
        "Add rule `rule` to `web`",
        &[r#"p/0/profiles/0/accessRules/4: - -> {"name":"rule","direction":"Inbound"}"#],
    );
    let rule = AccessRule {
        name: text("partner"),
        fully_qualified_domain_names: texts(&["x.example"]),
        ..AccessRule::default()
    };
    check(
        add(New::AccessRule(0, 1, Box::new(rule))),
        "Add rule `partner` to `batch`",
        &[
            r#"p/0/profiles/1/accessRules: - -> [{"name":"partner","direction":"Outbound","fullyQualifiedDomainNames":["x.example"]}]"#,
        ],
    );
    check(
        add(New::Profile(0, Box::default())),
        "Add profile `profile` to `nsp-shop`",
        &[r#"p/0/profiles/2: - -> {"name":"profile"}"#],
    );
    check(
        add(New::Perimeter(Box::default())),
        "Add perimeter `nsp`",
        &[
            r#"p/2: - -> {"id":"~nsp","location":"westeurope","perimeterGuid":"00000000-0000-4000-8000-000000000001","profiles":[{"name":"default"}]}"#,
        ],
    );
    check(
        add(New::Resource(Box::default())),
        "Add resource `storage`",
        &[
            r#"r/2: - -> {"id":"~storage","location":"westeurope","tenantId":"t1","identity":{"type":"None"},"publicNetworkAccess":"Enabled","networkAcls":{"bypass":"AzureServices","defaultAction":"Allow"}}"#,
        ],
    );
    let source = Request { name: text("other"), ..Request::default() };
    check(
        add(New::Source(Box::new(source))),
        "Add source `other`",
        &[r#"/sources/2: - -> {"name":"other"}"#],
    );
}

#[test]
fn a_link_has_two_ends() {
    let with_third = shop().edited(&Edit::Add(New::Perimeter(Box::default()))).unwrap();
    let id = "/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Network/networkSecurityPerimeters/nsp";
    let link = Link {
        auto_approved_remote_perimeter_resource_id: text(id),
        local_inbound_profiles: texts(&["web"]),
        ..Link::default()
    };
    let edit = Edit::Add(New::Link(0, Box::new(link)));
    assert_eq!(edit.label(&with_third), "Link `nsp-shop` with `nsp`");
    let linked = with_third.edited(&edit).unwrap();
    let near = &linked.estate.perimeters[0].links[1];
    let far = &linked.estate.perimeters[2].link_references[0];
    assert_eq!(
        (near.name.as_deref(), far.name.as_deref()),
        (Some("to-nsp"), Some("from-nsp-shop"))
    );
    assert_eq!(near.remote_inbound_profiles, ["*"]);
    assert_eq!(far.remote_inbound_profiles, ["web"]);
    assert_eq!(far.status.as_deref(), Some("Approved"));
    assert_eq!(far.remote_perimeter_guid.as_deref(), Some("aaaaaaaa-0000-0000-0000-000000000001"));
    let remove = Edit::Remove(Thing::LinkReference { perimeter: 2, link: 0 });
    assert_eq!(remove.label(&linked), "Remove link reference `from-nsp-shop` with 1 link");
    assert_eq!(linked.edited(&remove).unwrap(), with_third);

    check(
        Edit::Set(TO_BANK, Property::LocalInboundProfiles(texts(&["batch"]))),
        "Change the profiles on this side of link `to-bank`",
        &[
            r#"p/0/links/0/localInboundProfiles/0: "web" -> "batch""#,
            r#"p/1/linkReferences/0/remoteInboundProfiles/0: "web" -> "batch""#,
        ],
    );
    check(
        Edit::Set(TO_BANK, Property::Status("Disconnected".to_owned())),
        "Set link `to-bank` to Disconnected",
        &[
            r#"p/0/links/0/status: "Approved" -> "Disconnected""#,
            r#"p/1/linkReferences/0/status: "Approved" -> "Disconnected""#,
        ],
    );
}

#[test]
fn what_cannot_stand_alone_goes_too() {
    let remove = |thing| (Edit::Remove(thing), shop());
    let labelled = |(edit, before): (Edit, Scenario), label: &str| {
        assert_eq!(edit.label(&before), label);
        before.edited(&edit).unwrap()
    };
    let after = labelled(
        remove(Thing::Resource(0)),
        "Remove `stweb` with 1 association, 2 requests and 1 expectation",
    );
    assert_eq!(after.requests.len(), 1);
    assert_eq!(after.estate.perimeters[0].resource_associations.len(), 1);

    let after =
        labelled(remove(Thing::Resource(1)), "Remove `stdata` with 1 association and 1 source");
    let id =
        "/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/stdata";
    assert_eq!(after.requests[1].outbound_to.as_deref(), Some(id), "a destination stands alone");
    assert_eq!(after.requests[2].from.as_ref().unwrap().resource.as_deref(), Some(id));

    let after = labelled(remove(WEB), "Remove profile `web` with 2 associations");
    assert_eq!(after.estate.perimeters[0].links[0].local_inbound_profiles, [""; 0]);
    let far = &after.estate.perimeters[1].link_references[0];
    assert_eq!(far.remote_inbound_profiles, [""; 0]);

    let after = labelled(
        remove(Thing::Perimeter(1)),
        "Remove perimeter `nsp-bank` with 1 association, 1 link, 1 link reference and 1 request",
    );
    assert!(after.estate.perimeters[0].links.is_empty());
    let after = labelled(
        remove(Thing::Perimeter(0)),
        "Remove perimeter `nsp-shop` with 2 associations, 1 link and 1 link reference",
    );
    let caller = after.requests[2].from.as_ref().unwrap();
    assert!(caller.perimeters[0].ends_with("networkSecurityPerimeters/nsp-shop"));

    labelled(remove(OFFICE), "Remove rule `office`");
    labelled(remove(Thing::Expectation(0)), "Remove expectation 1");
    let vault = Thing::Association { perimeter: 1, association: 0 };
    let after = labelled(
        (Edit::Dissociate(vault), shop()),
        "Dissociate `kv-bank` from `nsp-bank` with 1 request",
    );
    assert_eq!(after.requests.len(), 2);
    labelled((Edit::Dissociate(Thing::Resource(0)), shop()), "Dissociate `stweb`");
}

#[test]
fn things_move() {
    let batch = |rule| Thing::AccessRule { perimeter: 0, profile: 1, rule };
    check(
        Edit::Move { from: OFFICE, to: PLATFORM },
        "Move rule `office` down",
        &[
            r#"p/0/profiles/0/accessRules/0/id: "~nsp-shop/profiles/web/accessRules/office" -> -"#,
            r#"p/0/profiles/0/accessRules/0/name: "office" -> "platform""#,
            r#"p/0/profiles/0/accessRules/0/addressPrefixes: ["203.0.113.0/24"] -> -"#,
            r#"p/0/profiles/0/accessRules/0/appliesTo: [] -> -"#,
            r#"p/0/profiles/0/accessRules/0/subscriptions: - -> [{"id":"/subscriptions/s9","note":"kept"}]"#,
            r#"p/0/profiles/0/accessRules/1/name: "platform" -> "office""#,
            r#"p/0/profiles/0/accessRules/1/subscriptions: [{"id":"/subscriptions/s9","note":"kept"}] -> -"#,
            r#"p/0/profiles/0/accessRules/1/id: - -> "~nsp-shop/profiles/web/accessRules/office""#,
            r#"p/0/profiles/0/accessRules/1/addressPrefixes: - -> ["203.0.113.0/24"]"#,
            r#"p/0/profiles/0/accessRules/1/appliesTo: - -> []"#,
        ],
    );
    let edit = Edit::Move { from: OFFICE, to: batch(0) };
    assert_eq!(edit.label(&shop()), "Move rule `office` to `batch`");
    let after = shop().edited(&edit).unwrap();
    let moved = &after.estate.perimeters[0].profiles[1].access_rules[0];
    assert!(moved.id.as_deref().unwrap().ends_with("/profiles/batch/accessRules/office"));
    assert_eq!(after.estate.perimeters[0].profiles[0].access_rules.len(), 3);

    let edit = Edit::Move { from: WEB, to: Thing::Profile { perimeter: 1, profile: 1 } };
    assert_eq!(edit.label(&shop()), "Move profile `web` to `nsp-bank`");
    let after = shop().edited(&edit).unwrap();
    let bank = &after.estate.perimeters[1];
    assert!(bank.profiles[1].id.as_deref().unwrap().ends_with("/nsp-bank/profiles/web"));
    let names: Vec<_> = bank.resource_associations.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(names, [Some("kv"), Some("stweb"), Some("stdata")]);
    let profile = bank.resource_associations[1].profile.as_ref().unwrap();
    assert!(profile.id.as_deref().unwrap().ends_with("/nsp-bank/profiles/web"));
    assert_eq!(after.estate.perimeters[0].resource_associations, []);
    assert_eq!(after.estate.perimeters[0].links[0].local_inbound_profiles, [""; 0]);
}

#[test]
fn cards_are_dragged_into_lanes() {
    let into = |what, perimeter, profile| Edit::Associate { what, perimeter, profile };
    check(
        into(STWEB, 0, 1),
        "Move `stweb` to `batch`",
        &[
            r#"p/0/resourceAssociations/0/profile/id: "~nsp-shop/profiles/web" -> "~nsp-shop/profiles/batch""#,
        ],
    );
    check(
        into(Thing::Resource(1), 0, 1),
        "Move `stdata` to `batch`",
        &[r#"p/0/resourceAssociations/1/profile/name: "web" -> "batch""#],
    );
    check(
        into(Thing::Resource(1), 1, 0),
        "Move `stdata` to `core`",
        &[
            r#"p/0/resourceAssociations/1: {"name":"stdata","privateLinkResource":{"id":"~stdata"},"profile":{"name":"web"},"accessMode":"Learning"} -> -"#,
            r#"p/1/resourceAssociations/1: - -> {"name":"stdata","privateLinkResource":{"id":"~stdata"},"profile":{"name":"core"},"accessMode":"Learning"}"#,
        ],
    );
    let without = shop().edited(&Edit::Dissociate(Thing::Resource(0))).unwrap();
    let again = into(Thing::Resource(0), 0, 1);
    assert_eq!(again.label(&without), "Associate `stweb` with `batch`");
    let shown = again.shows(&without);
    let after = without.edited(&again).unwrap();
    assert_eq!(shown, Thing::Association { perimeter: 0, association: 1 });
    assert_eq!(shown.name(&after), Some("stweb"));
    let association = &after.estate.perimeters[0].resource_associations[1];
    assert_eq!(association.access_mode.as_deref(), Some("Learning"));
}

#[test]
fn copies_have_names_of_their_own() {
    let office = r#"{"id":"~nsp-shop/profiles/web/accessRules/office2","name":"office2","direction":"Inbound","addressPrefixes":["203.0.113.0/24"],"appliesTo":[]}"#;
    let after = shop().edited(&Edit::Duplicate(OFFICE)).unwrap();
    assert_eq!(Edit::Duplicate(OFFICE).label(&shop()), "Duplicate rule `office` as `office2`");
    let copy = &json(&after)["estate"]["perimeters"][0]["profiles"][0]["accessRules"][1];
    let scope = "/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Network/networkSecurityPerimeters/";
    assert_eq!(copy.to_string(), office.replace('~', scope));

    let edit = Edit::Duplicate(Thing::Resource(0));
    assert_eq!(edit.label(&shop()), "Duplicate `stweb` as `stweb2`");
    let after = shop().edited(&edit).unwrap();
    assert!(after.estate.resources[1].id.as_deref().unwrap().ends_with("/stweb2"));
    let copy = &after.estate.perimeters[0].resource_associations[1];
    assert_eq!(copy.name.as_deref(), Some("stweb2"));
    assert_eq!(copy.access_mode.as_deref(), Some("Enforced"));

    let after = shop().edited(&Edit::Duplicate(Thing::Perimeter(0))).unwrap();
    let copy = &after.estate.perimeters[1];
    assert!(copy.profiles[0].access_rules[0].id.as_deref().unwrap().contains("/nsp-shop2/"));
    assert_eq!((copy.resource_associations.len(), copy.links.len()), (0, 0));
    assert_ne!(copy.perimeter_guid, after.estate.perimeters[0].perimeter_guid);
    let twice = after.edited(&Edit::Duplicate(Thing::Perimeter(1))).unwrap();
    assert_eq!(Thing::Perimeter(2).name(&twice), Some("nsp-shop3"));
}

#[test]
fn properties_are_set_in_place() {
    let set = |thing, property| Edit::Set(thing, property);
    check(
        set(STWEB, Property::AccessMode("Learning".to_owned())),
        "Set `stweb` to Transition",
        &[r#"p/0/resourceAssociations/0/accessMode: "Enforced" -> "Learning""#],
    );
    check(
        set(OFFICE, Property::AddressPrefixes(texts(&["203.0.113.0/25"]))),
        "Change `203.0.113.0/24` to `203.0.113.0/25` in rule `office`",
        &[
            r#"p/0/profiles/0/accessRules/0/addressPrefixes/0: "203.0.113.0/24" -> "203.0.113.0/25""#,
        ],
    );
    check(
        set(PLATFORM, Property::Subscriptions(texts(&["s8", "s9"]))),
        "Add `s8` to rule `platform`",
        &[
            r#"p/0/profiles/0/accessRules/1/subscriptions/0/id: "/subscriptions/s9" -> "/subscriptions/s8""#,
            r#"p/0/profiles/0/accessRules/1/subscriptions/0/note: "kept" -> -"#,
            r#"p/0/profiles/0/accessRules/1/subscriptions/1: - -> {"id":"/subscriptions/s9","note":"kept"}"#,
        ],
    );
    check(
        set(Thing::Resource(0), Property::IpRules(texts(&["198.51.100.20", "192.0.2.0/24"]))),
        "Add `192.0.2.0/24` to `stweb`",
        &[r#"r/0/networkAcls/ipRules/1: - -> {"value":"192.0.2.0/24","action":"Allow"}"#],
    );
    check(
        set(Thing::Resource(0), Property::KeyVault(None)),
        "Take away the Key Vault of `stweb`",
        &[
            r#"r/0/encryption: {"keySource":"Microsoft.Keyvault","keyvaultproperties":{"keyvaulturi":"https://kv-bank.vault.azure.net/","keyname":"k1"}} -> -"#,
        ],
    );
    check(
        set(Thing::Resource(0), Property::Identity(text("None"))),
        "Set the managed identity of `stweb` to `None`",
        &[r#"r/0/identity/type: "SystemAssigned" -> "None""#],
    );
    check(
        set(
            Thing::Resource(1),
            Property::VirtualNetworkRules(texts(&["/subscriptions/s1/subnets/a"])),
        ),
        "Add `a` to `stdata`",
        &[
            r#"r/1/networkAcls/virtualNetworkRules: - -> [{"id":"/subscriptions/s1/subnets/a","action":"Allow","state":"Succeeded"}]"#,
        ],
    );
    check(
        set(Thing::Scenario, Property::Revision(text("2025-07-27"))),
        "Set the revision of the scenario to `2025-07-27`",
        &[r#"/revision: - -> "2025-07-27""#],
    );
    let expected = Expected { verdict: text("denied"), ..Expected::default() };
    check(
        set(
            Thing::Expectation(0),
            Property::Expected(nsp_core::State::Audit, Some(Box::new(expected))),
        ),
        "Change what is expected of expectation 1",
        &[r#"/expectations/0/audit: - -> {"verdict":"denied"}"#],
    );
    check(
        set(Thing::Request(0), Property::Request(Box::default())),
        "Change request `partner`",
        &[
            r#"/requests/0/resource: "stweb" -> -"#,
            r#"/requests/0/from: {"address":"198.51.100.20"} -> -"#,
            r#"/requests/0/authentication: "sas" -> -"#,
        ],
    );
}

#[test]
fn steps_are_named_after_the_one_element_that_they_change() {
    let label =
        |list: &[&str]| Edit::Set(OFFICE, Property::AddressPrefixes(texts(list))).label(&shop());
    assert_eq!(label(&[]), "Take `203.0.113.0/24` out of rule `office`");
    assert_eq!(label(&["203.0.113.0/24", "192.0.2.1"]), "Add `192.0.2.1` to rule `office`");
    assert_eq!(label(&["192.0.2.2", "192.0.2.1"]), "Change the address prefixes of rule `office`");
}

#[test]
fn a_request_that_is_written_anew_keeps_what_nothing_knows() {
    let text = SHOP.replace(
        r#""from": { "address": "198.51.100.20" }, "authentication": "sas" },
    { "name": "copy""#,
        r#""from": { "address": "198.51.100.20", "a": 1 }, "b": 2, "reads": 7 },
    { "name": "copy""#,
    );
    let scenario = Scenario::parse("shop.json", &text).unwrap().value;
    let caller = crate::scenario::document::Caller {
        address: Some("192.0.2.1".to_owned()),
        ..Default::default()
    };
    let request = Request { from: Some(caller), ..Request::default() };
    let edit = Edit::Set(Thing::Request(0), Property::Request(Box::new(request)));
    let after = scenario.edited(&edit).unwrap();
    assert_eq!(
        json(&after)["requests"][0].to_string(),
        r#"{"name":"partner","from":{"address":"192.0.2.1","a":1},"b":2}"#
    );
}

#[test]
fn a_resource_that_is_only_named_can_be_described() {
    let vault = Thing::Association { perimeter: 1, association: 0 };
    let scope = "/subscriptions/s2/resourceGroups/bank/providers";
    let expected = format!(
        r#"/estate/resources/2: - -> {{"id":"{scope}/Microsoft.KeyVault/vaults/kv-bank"}}"#
    );
    assert_eq!(Edit::Describe(vault).label(&shop()), "Describe `kv-bank`");
    let after = shop().edited(&Edit::Describe(vault)).unwrap();
    assert_eq!(differences(&shop(), &after), [expected]);
}

#[test]
fn a_value_of_another_type_gives_way_to_the_one_that_is_set() {
    let text = SHOP.replace(r#""addressPrefixes": ["203.0.113.0/24"]"#, r#""addressPrefixes": 7"#);
    let scenario = Scenario::parse("shop.json", &text).unwrap().value;
    for list in [texts(&["192.0.2.0/24"]), Vec::new()] {
        let edit = Edit::Set(OFFICE, Property::AddressPrefixes(list.clone()));
        let after = scenario.edited(&edit).unwrap();
        let read = Scenario::parse("again.json", &after.to_text()).unwrap().value;
        assert_eq!(read, after);
        assert_eq!(read.estate.perimeters[0].profiles[0].access_rules[0].address_prefixes, list);
    }
}

#[test]
fn several_edits_are_one_step() {
    let step = Edit::Several {
        label: "Mend `office`".to_owned(),
        edits: vec![
            Edit::Add(New::Profile(0, Box::default())),
            Edit::Add(New::AccessRule(0, 2, Box::default())),
        ],
    };
    let after = check(
        step.clone(),
        "Mend `office`",
        &[
            r#"p/0/profiles/2: - -> {"name":"profile","accessRules":[{"name":"rule","direction":"Inbound"}]}"#,
        ],
    );
    let added = Thing::AccessRule { perimeter: 0, profile: 2, rule: 0 };
    assert_eq!(step.shows(&shop()), added);
    assert_eq!(added.name(&after), Some("rule"));
}

#[test]
fn an_association_is_added_whole() {
    let resource =
        Reference { id: text("/subscriptions/x/providers/A.B/c/d"), ..Reference::default() };
    let association =
        Association { private_link_resource: Some(resource), ..Association::default() };
    check(
        Edit::Add(New::Association(0, Box::new(association))),
        "Associate `d` with `nsp-shop`",
        &[
            r#"p/0/resourceAssociations/2: - -> {"name":"d","privateLinkResource":{"id":"/subscriptions/x/providers/A.B/c/d"},"profile":{"id":"~nsp-shop/profiles/web"},"accessMode":"Learning"}"#,
        ],
    );
}

#[test]
fn the_shop_is_a_scenario_without_an_error() {
    use crate::finding::Severity;
    let findings = Scenario::parse("shop.json", SHOP).unwrap().findings;
    let errors = findings.iter().filter(|it| it.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{findings:#?}");
    let broken = SHOP.replace(
        r#""authentication": "sas" },
    { "name": "endpoint""#,
        r#""authentication": "password" },
    { "name": "endpoint""#,
    );
    let findings = Scenario::parse("shop.json", &broken).unwrap().findings;
    let errors = findings.iter().filter(|it| it.severity == Severity::Error);
    let pointers: Vec<&str> = errors.map(|it| it.pointer.as_str()).collect();
    assert_eq!(pointers, ["/sources/0/authentication"]);
}

#[test]
fn a_step_tells_things_apart_that_are_called_alike() {
    let id = |group: &str, kind: &str, name: &str| {
        format!("/subscriptions/s/resourceGroups/{group}/providers/{kind}/{name}")
    };
    let (kind, of) =
        ("Microsoft.Storage/storageAccounts", "Microsoft.Network/networkSecurityPerimeters");
    let text = serde_json::json!({ "nspScenario": 1, "estate": {
        "perimeters": [
            { "id": id("one", of, "nsp"), "profiles": [{ "name": "web", "accessRules": [] }],
              "resourceAssociations": [{ "name": "a", "accessMode": "Learning",
                "privateLinkResource": { "id": id("one", kind, "st") }, "profile": { "name": "web" } }] },
            { "id": id("two", of, "nsp") },
        ],
        "resources": [{ "id": id("two", kind, "st") }, { "id": id("two", kind, "stother") }],
    } });
    let scenario = Scenario::parse("alike.json", &text.to_string()).unwrap().value;
    let association = Thing::Association { perimeter: 0, association: 0 };
    for (edit, label) in [
        (Edit::Remove(Thing::Resource(0)), "Remove `two/st`"),
        (Edit::Remove(Thing::Resource(1)), "Remove `stother`"),
        (Edit::Remove(association), "Remove the association of `one/st`"),
        (Edit::Dissociate(association), "Dissociate `one/st` from `one/nsp`"),
        (Edit::Remove(Thing::Perimeter(1)), "Remove perimeter `two/nsp`"),
    ] {
        assert_eq!(edit.label(&scenario), label);
    }
    let all: Vec<_> = [0, 1].map(|at| Thing::Perimeter(at).told_apart(&scenario).unwrap()).into();
    assert_eq!(all, ["one/nsp", "two/nsp"]);
}
