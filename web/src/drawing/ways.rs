//! Who decides about one side of a resource, in the words of its padlock.

use nsp_analysis::matrix::{Class, Kind};
use nsp_core::State;

use super::paths::Paths;
use super::picture::Lock;

/// By what a resource lets something through on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Whatever nothing names.
    pub anyone: bool,
    /// Addresses or subnets that its firewall lists.
    pub listed: bool,
    /// Callers that it lets in without an address.
    pub exceptions: bool,
    /// What the perimeter admits.
    pub ruled: bool,
    /// Whether whatever nothing names passes is not known.
    pub unknown: bool,
    /// Not even where only the rules of the perimeter count.
    pub rules_unknown: bool,
}

impl Ways {
    /// Takes in what becomes of one kind of row, also where only the perimeter counts.
    pub(super) fn pass(&mut self, row: &Kind, class: Class, enforced: Class) {
        let anyone = matches!(row, Kind::AnyOtherAddress | Kind::AnyOtherName);
        self.rules_unknown |= anyone && enforced == Class::Unknown;
        match (class, row) {
            (Class::Perimeter, _) => self.ruled = true,
            (Class::Unknown, _) => self.unknown |= anyone,
            (Class::Own, Kind::AnyOtherAddress | Kind::AnyOtherName) => self.anyone = true,
            (
                Class::Own,
                Kind::Addresses(_)
                | Kind::RuleAddresses(_)
                | Kind::OwnAddresses(_)
                | Kind::ServiceTag(_)
                | Kind::Subnet(_),
            ) => self.listed = true,
            (Class::Own, _) => self.exceptions = true,
            _ => {}
        }
    }
}

/// A padlock in words, from what the matrix lets through.
pub(super) fn lock(paths: Option<&Paths>, member: bool, side: impl Fn(&Paths) -> Ways) -> Lock {
    let Some(paths) = paths else { return Lock { open: false, words: "Not given".into() } };
    let ways = side(paths);
    let rules = member && paths.shown != State::NotAssociated;
    let words = match ways {
        Ways { anyone: true, .. } => "Unrestricted",
        Ways { unknown: true, .. } if rules && (ways.ruled || !ways.rules_unknown) => {
            "Rules, rest unknown"
        }
        Ways { unknown: true, .. } if ways.listed || ways.exceptions => "Firewall, rest unknown",
        Ways { unknown: true, .. } => "Unknown",
        Ways { listed: true, .. } if rules => "Rules, then firewall",
        Ways { exceptions: true, .. } if rules => "Rules, exceptions",
        _ if rules => "Rules only",
        Ways { listed: true, .. } => "Firewall",
        Ways { exceptions: true, .. } => "Exceptions only",
        _ => "Shut",
    };
    Lock { open: ways.anyone, words: words.into() }
}

#[cfg(test)]
mod tests {
    use nsp_analysis::matrix::Matrix;
    use nsp_core::Compiled;

    use super::super::compose::compose;
    use super::super::picture::{Card, Picture};
    use super::*;

    const GROUP: &str =
        "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers";
    const PERIMETER: &str = "Microsoft.Network/networkSecurityPerimeters/nsp";

    /// The documents with the group and the perimeter in place of `$G` and `$P`.
    fn picture(documents: &[&str], state: State) -> Picture {
        let written = |it: &&str| it.replace("$P", &format!("$G/{PERIMETER}")).replace("$G", GROUP);
        let texts: Vec<String> = documents.iter().map(written).collect();
        let named: Vec<(&str, &str)> = texts.iter().map(|it| ("document", it.as_str())).collect();
        let compiled = Compiled::new(nsp_formats::import(&named).unwrap().value.snapshot().value);
        compose(&compiled, &Matrix::new(&compiled, &[]), state, &[])
    }

    fn card(picture: &Picture) -> &Card {
        picture.cards().find(|it| it.name == "st").unwrap()
    }

    const NSP: &str = r#"{"id": "$P", "properties": {}}"#;
    const NEXT: &str = r#""nextLink": "https://management.azure.com/next""#;
    const RULE: &str = r#"{"id": "$P/profiles/web/accessRules/office",
        "properties": {"direction": "Inbound", "addressPrefixes": ["203.0.113.0/24"]}}"#;
    const ACCOUNT: &str = r#"{"id": "$G/Microsoft.Storage/storageAccounts/st", "properties": {
        "publicNetworkAccess": "Enabled", "networkAcls": {"bypass": "None",
            "defaultAction": "Deny", "ipRules": [{"value": "198.51.100.7"}]}}}"#;

    fn association(of: &str) -> String {
        let id = format!("$G/Microsoft.Storage/storageAccounts/{of}");
        format!(
            r#"{{"id": "$P/resourceAssociations/{of}", "properties": {{
            "privateLinkResource": {{"id": "{id}"}}, "profile": {{"id": "$P/profiles/web"}},
            "accessMode": "Learning"}}}}"#
        )
    }

    #[test]
    fn a_padlock_promises_nothing_that_is_not_known() {
        let own = association("st");
        let shut = ACCOUNT.replace(r#"[{"value": "198.51.100.7"}]"#, "[]");
        let cut = format!(r#"{{"value": [{RULE}], {NEXT}}}"#);
        // In Transition and in Enforced: where the rules are known, where a page of them is
        // missing, and where none is given.
        for (rules, account, words, meta) in [
            (RULE, ACCOUNT, ["Rules, then firewall", "Rules only"], "1 inbound rule"),
            (&cut, ACCOUNT, ["Rules, rest unknown"; 2], "1 inbound rule, more not given"),
            ("", ACCOUNT, ["Firewall, rest unknown", "Unknown"], "rules not given"),
            ("", &shut, ["Unknown"; 2], "rules not given"),
        ] {
            let documents = [NSP, rules, account, &own];
            let given: Vec<&str> = documents.into_iter().filter(|it| !it.is_empty()).collect();
            for (state, words) in [State::Learning, State::Enforced].into_iter().zip(words) {
                let picture = picture(&given, state);
                assert_eq!(card(&picture).inbound.words, words, "{meta}, {state:?}");
                assert_eq!(picture.frames[0].lanes[0].meta, meta);
            }
        }
    }

    #[test]
    fn what_may_be_associated_is_not_said_to_be_in_no_perimeter() {
        let cut = format!(r#"{{"value": [{}], {NEXT}}}"#, association("other"));
        let open = picture(&[NSP, RULE, ACCOUNT, &cut], State::Learning);
        let known = picture(&[NSP, RULE, ACCOUNT, &association("other")], State::Learning);
        let names = |picture: &Picture| picture.frames[1].name.to_string();
        assert_eq!(names(&known), "In no perimeter");
        assert_eq!(
            (card(&known).in_doubt, card(&known).inbound.words.as_str()),
            (false, "Firewall")
        );
        assert_eq!(names(&open), "In no perimeter that is given");
        assert!(card(&open).in_doubt);
        assert_eq!(card(&open).inbound.words, "Firewall, rest unknown");
        // The page itself is no resource.
        let lanes = &open.frames[0].lanes;
        assert!(lanes.len() == 2 && lanes[1].is_page() && lanes[1].cards.is_empty());
        assert!(open.cards().all(|it| !it.name.contains("nextLink")));
    }

    #[test]
    fn pages_that_are_missing_are_said_in_words() {
        let text = include_str!("../../../crates/nsp-formats/tests/data/pages.json");
        let picture = picture(&[text], State::Learning);
        let lanes = picture.frames.iter().flat_map(|it| &it.lanes).filter(|it| it.is_page());
        let said: Vec<&str> = lanes.map(|it| &*it.meta).collect();
        let of = |of| format!("The next page of the {of} is not here");
        assert_eq!(said, [of("associations"), of("perimeters")]);
        let names = picture.frames.iter().flat_map(|it| it.lanes.iter().map(|it| &it.name));
        let all = names.chain(picture.links.iter().map(|it| &it.title));
        let all = all.chain(picture.cards().flat_map(|it| [&it.name, &it.mode_text]));
        assert!({ all }.all(|it| !it.contains("nextLink")), "{picture:?}");
        let named = |name: &str| picture.cards().filter(|it| it.name == name).count();
        assert_eq!(["stcut", "stlone", "stfree"].map(named), [1; 3]);
        assert!(picture.cards().all(|it| !it.doubled), "a page is no second perimeter");
    }
}
