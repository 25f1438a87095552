//! One scenario as it is kept, in a versioned form.

use std::fmt;

use nsp_formats::scenario::Scenario;
use serde_json::{Map, Value, json};
use yew::AttrValue;

use crate::state::{Document, Draft, Field};

/// The version that is written.
const VERSION: u64 = 2;

/// Which record: never given twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(String);

/// A scenario, and what was being asked of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// How often it was written.
    pub revision: u64,
    /// The tab that wrote it.
    pub tab: String,
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// What it is called, to be listed by.
    pub title: String,
    /// The names of the files that the scenario was read from.
    pub files: Vec<String>,
    /// The scenario's text, with the requests that were fired.
    pub scenario: String,
    /// The request that was being written.
    pub draft: Draft,
    /// The place of the request that was shown.
    pub picked: Option<usize>,
    /// The steps beside the scenario, as [`past`](super::past) has them; `null` without any.
    pub history: Value,
}

/// What a tab last knew of a record: whoever finds another text there, finds somebody else's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    pub revision: u64,
    pub scenario: String,
}

/// Why a text is no record that this page can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is damaged, or was never a record.
    Damaged,
    /// A newer page wrote it.
    Newer,
}

impl RecordId {
    /// An id from two random numbers.
    #[must_use]
    pub fn new(high: u32, low: u32) -> Self {
        Self(format!("{high:08x}{low:08x}"))
    }

    /// The id that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Record {
    /// What to remember of it.
    #[must_use]
    pub fn base(&self) -> Base {
        Base { revision: self.revision, scenario: self.scenario.clone() }
    }

    /// The record as it is stored.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!({
            "nspStored": VERSION,
            "revision": self.revision,
            "tab": self.tab,
            "at": self.at,
            "title": self.title,
            "files": self.files,
            "draft": draft_to(&self.draft),
            "picked": self.picked,
            "scenario": self.scenario,
            "history": self.history,
        })
        .to_string()
    }

    /// Whether a text that begins so is of a revision that the same tab wrote.
    #[must_use]
    pub fn wrote(&self, revision: u64, head: &str) -> bool {
        let own = json!({ "nspStored": VERSION, "revision": revision, "tab": self.tab });
        own.to_string().strip_suffix('}').is_some_and(|own| head.starts_with(&format!("{own},")))
    }

    /// Reads a record of this version or an earlier one.
    ///
    /// # Errors
    ///
    /// [`Unreadable`]; the text should then be left as it is.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        let object = value.as_object().ok_or(Unreadable::Damaged)?;
        match object.get("nspStored").and_then(Value::as_u64) {
            // A record of version 1 has no history, and nothing else is otherwise.
            Some(1 | VERSION) => read(object).ok_or(Unreadable::Damaged),
            Some(newer) if newer > VERSION => Err(Unreadable::Newer),
            _ => Err(Unreadable::Damaged),
        }
    }

    /// The scenario itself.
    ///
    /// # Errors
    ///
    /// [`Unreadable`], where its text is none of a scenario.
    pub fn document(&self) -> Result<Document, Unreadable> {
        let read = Scenario::parse("", &self.scenario).map_err(|_| Unreadable::Damaged)?;
        let files = self.files.iter().map(|name| AttrValue::from(name.clone())).collect();
        Ok(Document { files, ..Document::new(read.value) })
    }
}

fn read(object: &Map<String, Value>) -> Option<Record> {
    let text = |key: &str| object.get(key)?.as_str().map(str::to_owned);
    let files = object.get("files").and_then(Value::as_array);
    let files = files.into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned));
    let picked = object.get("picked").and_then(Value::as_u64);
    Some(Record {
        revision: object.get("revision")?.as_u64()?,
        tab: text("tab")?,
        at: object.get("at")?.as_f64()?,
        title: text("title")?,
        files: files.collect(),
        draft: draft_from(object.get("draft")),
        picked: picked.and_then(|place| usize::try_from(place).ok()),
        scenario: text("scenario")?,
        history: object.get("history").cloned().unwrap_or_default(),
    })
}

/// Every field that is not as a new draft has it.
pub(super) fn draft_to(draft: &Draft) -> Value {
    let mut fields = Map::new();
    let new = Draft::default();
    for field in Field::ALL {
        if draft.get(field) != new.get(field) {
            fields.insert(field.id().to_owned(), draft.get(field).as_str().into());
        }
    }
    json!({ "name": draft.name.as_str(), "fields": fields })
}

/// Fields that nobody knows any more are left out.
pub(super) fn draft_from(value: Option<&Value>) -> Draft {
    let part = |key: &str| value.and_then(|value| value.get(key));
    let name = part("name").and_then(Value::as_str).unwrap_or_default();
    let fields = part("fields").and_then(Value::as_object);
    let draft = Draft::default().named(name.to_owned());
    Field::ALL.into_iter().fold(draft, |draft, field| {
        match fields.and_then(|fields| fields.get(field.id())?.as_str()) {
            Some(text) => draft.with(field, text.to_owned()),
            None => draft,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Desk, History};

    fn record() -> Record {
        let draft = Draft::default().named("partner").with(Field::From, "198.51.100.2 ");
        Record {
            revision: 7,
            tab: "a".to_owned(),
            at: 1_790_000_000_000.0,
            title: "Shop".to_owned(),
            files: vec!["shop.json".to_owned()],
            scenario: "{\"nspScenario\":1,\"name\":\"Shop\"}".to_owned(),
            draft,
            picked: Some(2),
            history: Value::Null,
        }
    }

    #[test]
    fn what_is_stored_comes_back() {
        assert_eq!(Record::from_text(&record().to_text()), Ok(record()));
        let nothing_typed = Record { draft: Draft::default(), picked: None, ..record() };
        assert_eq!(Record::from_text(&nothing_typed.to_text()), Ok(nothing_typed));
    }

    #[test]
    fn a_text_says_at_its_head_which_tab_wrote_which_revision() {
        let head = |record: &Record| record.to_text().chars().take(160).collect::<String>();
        let own = head(&record());
        assert!(record().wrote(7, &own));
        assert!(!record().wrote(6, &own) && !record().wrote(70, &own));
        let theirs = Record { tab: "ab".to_owned(), ..record() };
        assert!(!record().wrote(7, &head(&theirs)) && !theirs.wrote(7, &own));
    }

    /// As the version wrote it. Never changed.
    const VERSION_1: &str = r#"{"nspStored":1,"revision":7,"tab":"a","at":1790000000000,
        "title":"Shop","files":["shop.json"],
        "draft":{"name":"partner","fields":{"from":"198.51.100.2 "}},
        "picked":2,"scenario":"{\"nspScenario\":1,\"name\":\"Shop\"}"}"#;

    /// As the version wrote it. Never changed.
    const VERSION_2: &str = r#"{"nspStored":2,"revision":7,"tab":"a","at":1790000000000,
        "title":"Shop","files":["shop.json"],
        "draft":{"name":"partner","fields":{"from":"198.51.100.2 "}},
        "picked":2,"scenario":"{\"nspScenario\":1,\"name\":\"Shop\"}",
        "history":{"before":[{"label":"Rename this scenario to `Shop`","text":[0,0,"{\"nspScenario\":1,\"name\":\"Shop\"}"]},
          {"label":"The example","text":[25,2,"Old"],"files":["old.json"],
           "carried":[[{"name":"","fields":{"from":"192.0.2.1"}},{"name":"","fields":{"from":"192.0.2.2"}}]]}],
          "after":[{"label":"Open `b.json`","text":[25,2,"New"],
           "asked":{"requests":"{\"nspScenario\":1,\"requests\":[{\"name\":\"one\",\"resource\":\"st\"}]}","picked":0}}]}}"#;

    #[test]
    fn the_steps_of_a_record_are_its_history() {
        let record = Record::from_text(VERSION_2).unwrap();
        let desk = Desk::of_record(RecordId::from_text("a"), &record).unwrap();
        let (steps, present) = desk.history.steps();
        let steps: Vec<(&str, String)> =
            steps.iter().map(|it| (it.label.as_str(), it.document.title().to_string())).collect();
        let named = |label, title: &str| (label, title.to_owned());
        assert_eq!(
            steps,
            [
                named("The example", "Old"),
                named("Rename this scenario to `Shop`", "Shop"),
                named("Open `b.json`", "New")
            ]
        );
        assert_eq!(present, 1);
        let again = desk.record("a", record.at).to_text();
        let again = Desk::of_record(RecordId::from_text("a"), &Record::from_text(&again).unwrap());
        let again = again.unwrap().history;
        let texts = |history: &History| -> Vec<String> {
            history.steps().0.iter().map(|it| format!("{:?}", it.document)).collect()
        };
        assert_eq!(texts(&again), texts(&desk.history));
        assert_eq!(again.steps().1, present);
        for damage in ["[25,2,", "\"before\"", "\"label\""] {
            let text = VERSION_2.replace(damage, &damage.replace(['2', 'b', 'l'], "9"));
            let record = Record::from_text(&text).unwrap();
            let desk = Desk::of_record(RecordId::from_text("a"), &record).unwrap();
            assert_eq!(desk.session.document.title(), "Shop", "the scenario itself is there");
        }
    }

    #[test]
    fn records_of_every_version_are_read() {
        assert_eq!(Record::from_text(VERSION_1), Ok(record()));
        let document = record().document().unwrap();
        assert_eq!(document.title(), "Shop");
        assert_eq!(document.files.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_told_from_what_is_newer() {
        let newer = VERSION_1.replace("\"nspStored\":1", "\"nspStored\":3");
        assert_eq!(Record::from_text(&newer), Err(Unreadable::Newer));
        let half = &VERSION_1[..VERSION_1.len() / 2];
        let never = VERSION_1.replace("\"nspStored\":1", "\"nspStored\":0");
        for text in ["", "null", "{}", half, never.as_str()] {
            assert_eq!(Record::from_text(text), Err(Unreadable::Damaged), "{text}");
        }
        let no_scenario = VERSION_1.replace("nspScenario", "else");
        let read = Record::from_text(&no_scenario).unwrap();
        assert_eq!(read.document(), Err(Unreadable::Damaged));
    }

    #[test]
    fn fields_of_another_time_are_left_out() {
        let text = VERSION_1.replace("\"from\"", "\"horoscope\"");
        let read = Record::from_text(&text).unwrap();
        assert_eq!(read.draft, Draft::default().named("partner"));
    }
}
