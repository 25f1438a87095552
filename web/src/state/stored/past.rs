//! The steps beside a scenario, so that a reload loses no way back. Each is kept as what its text
//! has otherwise than its neighbour's, from the present one on: first back, then forth.

use nsp_formats::scenario::Scenario;
use serde_json::{Map, Value, json};
use yew::AttrValue;

use super::record::{draft_from, draft_to};
use crate::state::estate::Later;
use crate::state::history::Crossing;
use crate::state::session::Asked;
use crate::state::{Document, Draft, Estate, Fired, History, Shared, Step};

/// How much text is compared for it. The steps of a large estate are too long, and are not kept.
const MOST: usize = 512 * 1024;

/// What is kept of a history beside the text of its scenario; `null` where that is nothing.
pub(in crate::state) fn write(history: &History, scenario: &str) -> Value {
    if scenario.len() > MOST {
        return Value::Null;
    }
    let (steps, present) = history.steps();
    let (Some(back), Some(forth)) = (steps.get(..=present), steps.get(present + 1..)) else {
        return Value::Null;
    };
    let mut room = MOST;
    let mut chain = |steps: &mut dyn Iterator<Item = &Shared<Step>>, from: &str| {
        let mut near = from.to_owned();
        let mut kept = Vec::new();
        for step in steps {
            let text = serde_json::to_string(&*step.document.scenario).unwrap_or_default();
            let Some(left) = room.checked_sub(text.len()) else { break };
            room = left;
            kept.push(step_to(step, &difference(&near, &text)));
            near = text;
        }
        kept
    };
    let before = chain(&mut back.iter().rev(), scenario);
    if before.is_empty() {
        return Value::Null;
    }
    let here = back.last().map(|step| serde_json::to_string(&*step.document.scenario));
    let here = here.and_then(Result::ok).unwrap_or_default();
    let after = chain(&mut forth.iter(), &here);
    json!({ "before": before, "after": after })
}

/// The history that was kept beside the text of a scenario, as far as it can be read.
pub(in crate::state) fn read(
    value: &Value,
    scenario: &str,
    estate: &Shared<Estate>,
) -> Option<History> {
    let list = |key: &str| value.get(key).and_then(Value::as_array).into_iter().flatten();
    let chain = |key: &str, from: &str| {
        let mut near = from.to_owned();
        let steps = list(key).map_while(|kept| {
            near = applied(&near, kept.get("text")?)?;
            Some((step_from(kept, &near, estate)?, near.clone()))
        });
        steps.collect::<Vec<_>>()
    };
    let before = chain("before", scenario);
    let (_, here) = before.first()?;
    let after = chain("after", here);
    let present = before.len() - 1;
    let steps = before.into_iter().rev().chain(after).map(|(step, _)| Shared::new(step));
    Some(History::of(steps.collect(), present))
}

fn step_to(step: &Step, text: &Value) -> Value {
    let files: Vec<&str> = step.document.files.iter().map(AttrValue::as_str).collect();
    let mut kept = Map::new();
    kept.insert("label".to_owned(), step.label.as_str().into());
    kept.insert("text".to_owned(), text.clone());
    if !files.is_empty() {
        kept.insert("files".to_owned(), files.into());
    }
    match &step.crossing {
        Crossing::Carried(pairs) if pairs.is_empty() => {}
        Crossing::Carried(pairs) => {
            let pairs = pairs.iter().map(|(from, to)| json!([draft_to(from), draft_to(to)]));
            kept.insert("carried".to_owned(), pairs.collect());
        }
        Crossing::Replaced(asked) => {
            let requests = asked.fired.iter().map(|fired| (*fired.request).clone()).collect();
            let asking = Scenario { requests, ..Scenario::default() };
            let place = |number| asked.fired.iter().position(|it| it.number == number);
            let picked = asked.picked.and_then(place);
            let asking = serde_json::to_string(&asking).unwrap_or_default();
            kept.insert("asked".to_owned(), json!({ "requests": asking, "picked": picked }));
        }
    }
    Value::Object(kept)
}

fn step_from(kept: &Value, text: &str, estate: &Shared<Estate>) -> Option<Step> {
    let scenario = Scenario::parse("", text).ok()?.value;
    let files = kept.get("files").and_then(Value::as_array).into_iter().flatten();
    let files = files.filter_map(|it| Some(AttrValue::from(it.as_str()?.to_owned())));
    let crossing = match kept.get("asked") {
        Some(asked) => Crossing::Replaced(asked_from(asked, estate)?),
        None => {
            let pairs = kept.get("carried").and_then(Value::as_array).into_iter().flatten();
            let pair = |it: &Value| (draft_from(it.get(0)), draft_from(it.get(1)));
            Crossing::Carried(pairs.map(pair).collect())
        }
    };
    Some(Step {
        label: kept.get("label")?.as_str()?.to_owned().into(),
        document: Document { files: files.collect(), ..Document::new(scenario) },
        crossing,
        typing: None,
    })
}

fn asked_from(value: &Value, estate: &Shared<Estate>) -> Option<Asked> {
    let requests = Scenario::parse("", value.get("requests")?.as_str()?).ok()?.value.requests;
    let fired = requests.into_iter().enumerate().map(|(number, request)| {
        let draft = Draft::saved(&request, estate.snapshot());
        let answer = Later::new(estate.clone(), draft.clone());
        Fired { number, draft, request: Shared::new(request), answer }
    });
    let picked = value.get("picked").and_then(Value::as_u64);
    let picked = picked.and_then(|place| usize::try_from(place).ok());
    Some(Asked { fired: Shared::new(fired.collect()), picked })
}

/// A text as what is left of another at its two ends, in bytes, and what stands between.
fn difference(from: &str, to: &str) -> Value {
    let alike = |pairs: &mut dyn Iterator<Item = (u8, u8)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let mut head = alike(&mut from.bytes().zip(to.bytes()));
    while !to.is_char_boundary(head) {
        head -= 1;
    }
    let most = from.len().min(to.len()) - head;
    let mut tail = alike(&mut from.bytes().rev().zip(to.bytes().rev())).min(most);
    while !to.is_char_boundary(to.len() - tail) {
        tail -= 1;
    }
    json!([head, tail, to.get(head..to.len() - tail).unwrap_or_default()])
}

fn applied(from: &str, difference: &Value) -> Option<String> {
    let length = |place: usize| usize::try_from(difference.get(place)?.as_u64()?).ok();
    let (head, tail) = (from.get(..length(0)?)?, from.get(from.len().checked_sub(length(1)?)?..)?);
    Some([head, difference.get(2)?.as_str()?, tail].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_from_its_difference() {
        for (from, to) in [
            ("", "a"),
            ("a", ""),
            ("same", "same"),
            ("aaaa", "aaa"),
            ("one two three", "one 2 three"),
            ("Käse", "Kése"),
            ("„a“", "„b“"),
            ("é", "è"),
        ] {
            let kept = difference(from, to);
            assert_eq!(applied(from, &kept).as_deref(), Some(to), "{kept}");
        }
        assert_eq!(difference("one two three", "one 2 three"), json!([4, 6, "2"]));
        for broken in [json!(null), json!([9, 0, ""]), json!([0, 9, ""]), json!([0, 0])] {
            assert_eq!(applied("four", &broken), None, "{broken}");
        }
    }
}
