//! Addresses, good and bad.

use nsp_formats::scenario::Scenario;

use super::*;

#[test]
fn an_empty_address_asks_for_nothing() {
    assert_eq!(Route::read("", ""), Route::default());
    assert_eq!(Route::read("?", "#somewhere"), Route::default());
    assert!(Route::default().arrival.is_empty());
}

#[test]
fn a_page_within_a_page() {
    let route = Route::read("?embed&example=smb&view=matrix&readonly=1&theme=dark&rule=web/o", "");
    let rule = Some("web/o".to_owned());
    assert_eq!(route.embed, Some(Embedding { view: EmbedView::Matrix, readonly: true, rule }));
    assert_eq!(route.theme, Theme::Dark);
    let (file, origin) = route.arrival.file.unwrap();
    assert_eq!(origin, Origin::Example);
    assert!(file.name == "smb.json" && file.text.contains("nspScenario"));
    assert_eq!(Route::read("?embed=false&view=answer", "").embed, None);
}

#[test]
fn a_request_is_filled_in() {
    let route = Route::read("?resource=stweb&from=203.0.113.7&auth=sas&request=partner", "");
    let asked = route.arrival.asked.unwrap();
    assert_eq!(asked.from.as_deref(), Some("203.0.113.7"));
    assert_eq!(route.arrival.request.as_deref(), Some("partner"));
    assert!(route.arrival.errors.is_empty());
}

#[test]
fn a_link_goes_before_an_example() {
    let scenario = Scenario { name: Some("Mine".to_owned()), ..Scenario::default() };
    let fragment = link::encode(&scenario).unwrap();
    let (file, origin) = Route::read("?example=smb", &fragment).arrival.file.unwrap();
    assert_eq!(origin, Origin::Link);
    assert!(file.name == "Shared by link" && file.text.contains("Mine"), "{file:?}");
}

#[test]
fn nonsense_is_said_and_the_rest_holds() {
    let wrong = "?theme=blue&view=map&example=none&embed=perhaps&form=1.2.3.4&readonly";
    let route = Route::read(wrong, "#nsp1=!!");
    let said = route.arrival.errors.join("\n");
    for part in ["`blue`", "`map`", "`none`", "`perhaps`", "`form`"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(route.arrival.errors.len(), 6, "{said}");
    assert_eq!((route.arrival.file, route.embed), (None, None));
    assert!(Route::read("", "#nsp9=abc").arrival.errors[0].contains("version `9`"));
}
