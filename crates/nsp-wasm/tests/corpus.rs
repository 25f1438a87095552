//! In a browser, the library gives the bytes it gives natively, and so does the `Engine`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test says what it expects")]

use js_sys::{Array, JSON, Object, Reflect};
use nsp_analysis::difference;
use nsp_core::{Compiled, State};
use nsp_formats::report;
use nsp_formats::scenario::{Resources, Scenario};
use nsp_tests::{Case, FILES, cases, golden};
use nsp_wasm::Engine;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_case_gives_the_accepted_bytes() {
    let accepted: Vec<&str> = golden::DIGESTS.lines().collect();
    let mut asked = 0;
    for (file, text) in FILES {
        for case in cases(file, text).expect(file) {
            asked += 1;
            let library = serde_json::to_string(&case.answer().expect(&case.name)).expect("JSON");
            let line = golden::digest_line(&case, &library);
            assert!(accepted.contains(&line.as_str()), "library, {}: {library}", case.name);
            assert_eq!(through_the_engine(&case), library, "engine, {}", case.name);
        }
    }
    assert_eq!(asked, accepted.len(), "every accepted answer is asked for");
}

fn engine(name: &str, text: &str) -> Result<Engine, JsValue> {
    let document = Object::new();
    Reflect::set(&document, &"name".into(), &name.into())?;
    Reflect::set(&document, &"text".into(), &text.into())?;
    Engine::new(Array::of1(&document).into()).map_err(JsValue::from)
}

fn through_the_engine(case: &Case) -> String {
    let scenario = JSON::parse(&case.scenario).expect("JSON");
    let requests = Reflect::get(&scenario, &"requests".into()).expect("requests");
    let engine = engine("case.json", &case.scenario).expect("an engine");
    let request = Array::from(&requests).get(0);
    let answer = engine.compare(request).map_err(JsValue::from).expect("an answer");
    JSON::stringify(&answer).expect("JSON").into()
}

#[wasm_bindgen_test]
fn what_enforcing_takes_away_is_what_the_library_says() {
    let text = include_str!("../../../web/examples/retail.json");
    let engine = engine("retail.json", text).expect("an engine");
    let options = JSON::parse(r#"{ "resources": ["stweb"] }"#).expect("JSON");
    let answer = engine.enforce(options).map_err(JsValue::from).expect("an answer");
    let printed: String = JSON::stringify(&answer).expect("JSON").into();
    let scenario = Scenario::parse("retail.json", text).expect("a scenario").value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let stweb = [Resources::of(compiled.snapshot()).get("stweb").expect("an account")];
    let found = difference::of_states(&compiled, Some(&stweb), None, State::Enforced);
    let expected = report::changes::report(&compiled, &compiled, &found);
    assert_eq!(printed, serde_json::to_string(&expected).expect("JSON"));
    assert!(expected.counts.lost > 2, "{printed}");
    let same = engine.diff(&engine).map_err(JsValue::from).expect("an answer");
    let same: String = JSON::stringify(&same).expect("JSON").into();
    assert!(same.contains(r#""changes":[]"#), "{same}");
}

#[wasm_bindgen_test]
fn what_is_wrong_is_thrown_with_its_place() {
    let message = |error: JsValue| -> String {
        Reflect::get(&error, &"message".into()).expect("an Error").as_string().expect("text")
    };
    let error = engine("broken.json", "{ nonsense").expect_err("no JSON");
    assert!(message(error).starts_with("broken.json:1:"));
    let engine = engine("empty.json", r#"{ "nspScenario": 1 }"#).expect("an engine");
    let request = JSON::parse(r#"{ "resource": "nowhere", "protocol": "ftp" }"#).expect("JSON");
    let error = message(engine.compare(request).map_err(JsValue::from).expect_err("refused"));
    assert!(error.contains("/resource: "), "{error}");
    assert!(error.contains("/protocol: "), "{error}");
}

#[wasm_bindgen_test]
fn decide_takes_a_state_or_the_one_of_the_estate() {
    let file = FILES.iter().find(|(name, _)| *name == "worked-examples").expect("the file");
    let case = cases(file.0, file.1).expect("cases").into_iter().next().expect("a case");
    let engine = engine("case.json", &case.scenario).expect("an engine");
    let scenario = JSON::parse(&case.scenario).expect("JSON");
    let requests = Reflect::get(&scenario, &"requests".into()).expect("requests");
    let request = Array::from(&requests).get(0);
    let compared = engine.compare(request.clone()).map_err(JsValue::from).expect("an answer");
    let enforced = Reflect::get(&compared, &"enforced".into()).expect("a decision");
    let decided =
        engine.decide(request.clone(), Some("enforced".to_owned())).map_err(JsValue::from);
    let text = |value: &JsValue| String::from(JSON::stringify(value).expect("JSON"));
    assert_eq!(text(&decided.expect("a decision")), text(&enforced));
    assert!(engine.decide(request, Some("strict".to_owned())).is_err());
}
