//! Azure's own documents, where a folder of them is at hand: `NSP_CORPUS` names it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use nsp_core::AccessMode;
use nsp_formats::finding::{Finding, Import};
use nsp_formats::import;
use nsp_formats::scenario::Scenario;

/// How many there are of: perimeters, profiles, access rules, associations, links, link
/// references, resources.
type Counts = [usize; 7];

fn counts(scenario: &Scenario) -> Counts {
    let perimeters = &scenario.estate.perimeters;
    let profiles: Vec<_> = perimeters.iter().flat_map(|it| &it.profiles).collect();
    [
        perimeters.len(),
        profiles.len(),
        profiles.iter().map(|it| it.access_rules.len()).sum(),
        perimeters.iter().map(|it| it.resource_associations.len()).sum(),
        perimeters.iter().map(|it| it.links.len()).sum(),
        perimeters.iter().map(|it| it.link_references.len()).sum(),
        scenario.estate.resources.len(),
    ]
}

/// The name of what was found.
fn name(finding: &Finding) -> String {
    let text = format!("{:?}", finding.kind);
    text.chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn check(folder: &Path, file: &str, expected: Counts, findings: &[&str]) -> Import<Scenario> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let import = import(&[(file, &text)]).unwrap();
    assert_eq!(counts(&import.value), expected, "{file}\n{}", import.value.to_text());
    let found: Vec<String> = import.findings.iter().map(name).collect();
    assert_eq!(found, findings, "{file}\n{:#?}", import.findings);
    for finding in &import.findings {
        assert!(finding.position.is_some(), "{finding}");
    }
    let again = Scenario::parse("again", &import.value.to_text()).unwrap().value;
    assert_eq!(again, import.value, "{file}");
    import
}

#[test]
fn documents_of_azure_are_read_whole() {
    let Some(folder) = std::env::var_os("NSP_CORPUS").map(PathBuf::from) else {
        println!("NSP_CORPUS names no folder: nothing checked");
        return;
    };
    let check =
        |file: &str, expected: Counts, findings: &[&str]| check(&folder, file, expected, findings);
    let rule = |kind: &str, findings: &[&str]| {
        let file = format!("rest/rest-live-accessrule-{kind}.json");
        let mut all = vec!["UnknownMembers", "PerimeterNotDescribed", "NotRead"];
        all.extend(findings);
        check(&file, [1, 1, 1, 0, 0, 0, 0], &all).value.snapshot().value.perimeters[0].profiles[0]
            .access_rules[0]
            .clone()
    };
    assert_eq!(rule("email", &["DecidesNothing"]).email_addresses.len(), 2);
    assert_eq!(rule("ip", &["NotPublic"]).address_prefixes[0].as_str(), "10.10.0.0/16");
    assert_eq!(rule("phone", &["DecidesNothing"]).phone_numbers.len(), 2);
    assert_eq!(rule("servicetag", &["NoTagRanges"]).service_tags, ["MicrosoftPublicIPSpace"]);
    assert_eq!(rule("subscription", &[]).subscriptions.len(), 1);

    check(
        "rest/rest-live-association-put-request.json",
        [1, 0, 0, 1, 0, 0, 0],
        &["PerimeterNotDescribed", "ResourceNotDescribed", "MissingProfile"],
    );
    check(
        "rest/rest-live-link-list.json",
        [1, 0, 0, 0, 1, 0, 0],
        &["NotRead", "PerimeterNotDescribed"],
    );
    let perimeter = check("rest/rest-live-perimeter.json", [1, 0, 0, 0, 0, 0, 0], &["NotRead"]);
    let guid = perimeter.value.estate.perimeters[0].perimeter_guid.as_deref();
    assert_eq!(guid, Some("64a79d73-f8ea-4e55-bdb4-40b1474b0611"));
    check(
        "rest/rest-live-profile.json",
        [1, 1, 0, 0, 0, 0, 0],
        &["NoRules", "PerimeterNotDescribed", "NotRead"],
    );
    // One of the two ids in this example has the resource group's name for its subscription. The
    // list goes on elsewhere: a rule of each perimeter stands for what is there.
    check(
        "rest/spec-NspAccessRuleList.json",
        [2, 2, 4, 0, 0, 0, 0],
        &[
            "NotRead",
            "PerimeterNotDescribed",
            "NotPublic",
            "NotPublic",
            "PerimeterNotDescribed",
            "MorePages",
        ],
    );
    check(
        "rest/spec-NspAccessRulePut.json",
        [1, 1, 1, 0, 0, 0, 0],
        &["NotRead", "PerimeterNotDescribed", "NotPublic", "NotPublic"],
    );
    // What is on the next page stands in the list as one more, of which nothing is known.
    let associations = check(
        "rest/spec-NspAssociationList.json",
        [1, 0, 0, 4, 0, 0, 0],
        &[
            "NotRead",
            "PerimeterNotDescribed",
            "ResourceNotDescribed",
            "MissingProfile",
            "MissingProfile",
            "NotProvisioned",
            "MissingProfile",
            "NotProvisioned",
            "MorePages",
        ],
    );
    let snapshot = associations.value.snapshot().value;
    let modes: Vec<_> =
        snapshot.perimeters[0].associations.iter().map(|it| &it.access_mode).collect();
    let [AccessMode::Enforced, AccessMode::Audit, AccessMode::Learning, open] = modes.as_slice()
    else {
        panic!("{modes:?}")
    };
    assert!(matches!(open, AccessMode::Unrecognized(_)));
    check(
        "rest/spec-NspLinkPut.json",
        [1, 0, 0, 0, 1, 0, 0],
        &["NotRead", "PerimeterNotDescribed"],
    );
    check(
        "rest/spec-NspProfileList.json",
        [1, 2, 0, 0, 0, 0, 0],
        &["NotRead", "NoRules", "PerimeterNotDescribed", "NoRules", "MorePages"],
    );
    check(
        "rest/spec-NspServiceTagsList.json",
        [0, 0, 0, 0, 0, 0, 0],
        &["TagNamesOnly", "MorePages"],
    );
    check(
        "rest/spec-storage-NetworkSecurityPerimeterConfigurationGet.json",
        [1, 1, 1, 1, 0, 0, 0],
        &["NotRead", "GuidDiffers", "ResourceNotDescribed", "NotProvisioned"],
    );
    let quickstart = check(
        "arm/arm-quickstart-azuredeploy.json",
        [1, 1, 2, 1, 0, 0, 1],
        &[
            "Placeholders",
            "NotRead",
            "NotRead",
            "NotRead",
            "NotRead",
            "Assumed",
            "NotRead",
            "Symbolic",
            "Symbolic",
            "Symbolic",
            "Skipped",
        ],
    );
    let snapshot = quickstart.value.snapshot().value;
    let association = &snapshot.perimeters[0].associations[0];
    assert_eq!(association.resource, snapshot.resources[0].id);
    assert!(association.resource.has_type("Microsoft.KeyVault/vaults"));
    assert_eq!(association.access_mode, AccessMode::Enforced);
    check(
        "arm/avm-nsp-main.json",
        [1, 1, 1, 1, 0, 0, 0],
        &[
            "Placeholders",
            "NotRead",
            "NotRead",
            "NotRead",
            "Symbolic",
            "Symbolic",
            "ResourceNotDescribed",
            "MissingProfile",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "SeveralKinds",
            "Symbolic",
            "Symbolic",
            "Symbolic",
            "Symbolic",
            "DecidesNothing",
            "Symbolic",
            "DecidesNothing",
            "Symbolic",
            "Symbolic",
        ],
    );
    let file = "arm/arm-erjosito-fabric-networking-main.json";
    let fabric = check(
        file,
        [1, 1, 1, 2, 0, 0, 10],
        &[
            "Placeholders",
            "NotRead",
            "NotRead",
            "NotRead",
            "NotRead",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Assumed",
            "NotRead",
            "Assumed",
            "Assumed",
            "NotRead",
            "Symbolic",
            "Skipped",
            "Skipped",
            "Skipped",
            "Assumed",
            "Assumed",
            "NotRead",
            "Symbolic",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Assumed",
            "NotRead",
            "Assumed",
            "NotRead",
            "Assumed",
            "NotRead",
            "Assumed",
            "NotRead",
            "Assumed",
            "NotRead",
            "Assumed",
            "NotRead",
            "NotRead",
            "Symbolic",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "Skipped",
            "BadPrefix",
            "NotRead",
        ],
    );
    // What modules put out names what they make, though no document knows the name.
    let estate = fabric.value.estate;
    let associations = &estate.perimeters[0].resource_associations;
    for association in associations {
        let id = association.private_link_resource.as_ref().unwrap().id.as_deref();
        assert!(estate.resources.iter().any(|it| it.id.as_deref() == id), "{id:?}");
    }
}
