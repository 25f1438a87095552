//! Links that open, and links that do not.

use super::{LARGEST, LONGEST, LinkError, TooLong, decode, deflate, document, encode, is_link};
use crate::scenario::{Request, Scenario};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

const RETAIL: &str = include_str!("../../../../web/examples/retail.json");

fn retail() -> Scenario {
    Scenario::parse("retail.json", RETAIL).unwrap().value
}

/// A link to a document of any kind.
fn link_to(document: &[u8]) -> String {
    let mut bytes = adler2::adler32_slice(document).to_be_bytes().to_vec();
    deflate(document, &mut bytes);
    format!("#nsp1={}", BASE64.encode(bytes))
}

#[test]
fn a_typical_scenario_is_a_short_link() {
    let link = encode(&retail()).unwrap();
    assert!(link.len() <= 1_000, "{} characters", link.len());
    assert!(link.bytes().all(|byte| byte.is_ascii_graphic()));
    let opened = decode(&link).unwrap();
    assert_eq!(opened.value, retail());
    assert_eq!(opened.value.to_text(), retail().to_text());
}

#[test]
fn the_dictionary_stays_as_it_is() {
    let dictionary = super::dictionary::VERSION_1.as_bytes();
    assert_eq!((dictionary.len(), adler2::adler32_slice(dictionary)), (4212, 0xaf55_d541));
}

#[test]
fn a_link_opens_however_it_was_copied() {
    let link = encode(&retail()).unwrap();
    let bare = link.trim_start_matches('#');
    let (head, tail) = link.split_at(200);
    for copied in [
        bare.to_owned(),
        format!("https://playground.example/app/?embed=1{link}"),
        format!("https://playground.example/#view=matrix&{bare}&split=1"),
        format!("{head}\r\n {tail}\n"),
        format!("{link}=="),
        format!("{link}."),
        format!("<https://playground.example/{link}>,"),
        format!("(playground.example/{link})"),
    ] {
        assert_eq!(decode(&copied).unwrap().value, retail(), "{copied}");
    }
}

#[test]
fn a_damaged_link_is_refused_and_not_read_differently() {
    let link = encode(&retail()).unwrap();
    for at in 6..link.len() {
        assert_eq!(decode(&link[..at]), Err(LinkError::Damaged), "cut at {at}");
        let mut altered = link.clone();
        let other = if &link[at..=at] == "A" { "B" } else { "A" };
        altered.replace_range(at..=at, other);
        assert!(decode(&altered).is_err(), "altered at {at}");
    }
    assert_eq!(decode(&format!("{link}AAAA")), Err(LinkError::Damaged));
}

#[test]
fn every_refusal_says_what_to_do() {
    let check = |link: &str, error: &LinkError, said: &str| {
        assert_eq!(decode(link).as_ref(), Err(error), "{link}");
        assert!(error.to_string().contains(said), "{error}");
    };
    for nothing in ["", "#", "https://playground.example/", "#nsp=x", "#nspx=y", "nsp1"] {
        check(nothing, &LinkError::NoScenario, "Copy the whole link");
    }
    check("#nsp1=", &LinkError::Damaged, "Copy it again");
    check("#nsp12=AAAA", &LinkError::UnknownVersion("12".to_owned()), "a newer one");
    check("#nsp1=AA%41", &LinkError::BadCharacter('%'), "Copy it again");
    check("#nsp1=<script>", &LinkError::BadCharacter('<'), "as a file");
    check("#nsp1=AAAAAAAA", &LinkError::Damaged, "Copy it again");
    for (document, said) in [
        (&b"{}"[..], "This is not a scenario."),
        (b"nonsense", "This is not JSON"),
        (br#"{"nspScenario":2}"#, "a scenario of version `2`"),
    ] {
        let error = decode(&link_to(document)).unwrap_err();
        assert!(matches!(error, LinkError::NotAScenario(_)), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    assert_eq!(decode(&link_to(b"\xff\xfe")), Err(LinkError::Damaged));
}

#[test]
fn what_inflates_without_end_is_stopped() {
    let bomb = link_to(&vec![b' '; LARGEST + 1]);
    assert!(bomb.len() < LONGEST);
    assert_eq!(document(&bomb), Err(LinkError::TooLarge));
    assert_eq!(document(&link_to(&vec![b' '; LARGEST])).map(|it| it.len()), Ok(LARGEST));
    let error = LinkError::TooLarge.to_string();
    assert!(error.contains("4,194,304 bytes"), "{error}");
}

#[test]
fn what_is_too_long_for_a_link_goes_into_a_file() {
    // Numbers that no dictionary knows and nothing repeats.
    let text = |at: u64| format!("{:x}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let request = |at| Request { name: Some(text(at)), ..Request::default() };
    let scenario = Scenario { requests: (0..4_000).map(request).collect(), ..Scenario::default() };
    let TooLong { characters } = encode(&scenario).unwrap_err();
    assert!(characters > LONGEST, "{characters}");
    let said = TooLong { characters: 41_210 }.to_string();
    assert!(said.contains("41,210 characters") && said.contains("as a file"), "{said}");
}

#[test]
fn markup_and_unknown_members_come_through_as_text() {
    let text = r#"{"nspScenario":1,"name":"<script>alert(1)</script>","later":{"a":[1,null,"é\u0000"]},
        "estate":{"resources":[{"id":"\"><img src=x onerror=alert(1)>","colour":"red"}]}}"#;
    let scenario = Scenario::parse("a.json", text).unwrap().value;
    assert_eq!(decode(&encode(&scenario).unwrap()).unwrap().value, scenario);
}

#[test]
fn links_are_told_from_files() {
    for link in [
        "http://a.example/",
        "https://a.example/#nsp1=A",
        "#nsp1=A",
        "#nsp2=B",
        "a.example/#nsp1=A",
        "<https://a.example/>",
    ] {
        assert!(is_link(link), "{link}");
    }
    for file in ["estate.json", "-", "nsp1.json", "#notes", "httpd.json", "a#nsp.json", "a#nspx=1"]
    {
        assert!(!is_link(file), "{file}");
    }
}
