//! What the address of the page asks for.

mod here;

use nsp_formats::link;
use nsp_formats::request::{RequestForm, query};

use crate::examples::Example;
use crate::state::{Arrival, Origin, SourceFile};
use crate::view::Theme;
pub use here::{address, is_plain, make_plain, use_arrivals};

/// An address, read. Whatever of it makes no sense is among the arrival's errors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// The page shall be small, within another page.
    pub embed: Option<Embedding>,
    pub theme: Theme,
    /// The example it names; a link in the fragment goes before it.
    pub example: Option<Example>,
    pub arrival: Arrival,
}

/// How the page shows itself within another page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedding {
    pub view: EmbedView,
    /// Nothing can be edited.
    pub readonly: bool,
    /// The rule that can be edited: its name, or its profile's and its own with a slash between.
    pub rule: Option<String>,
}

/// What stands beside the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmbedView {
    #[default]
    Drawing,
    /// Nothing.
    Answer,
    /// Every saved request with its answers.
    Matrix,
}

/// The parameters that are no request's.
const OWN: [&str; 7] = ["embed", "example", "request", "view", "readonly", "theme", "rule"];

impl Route {
    /// Reads the query and the fragment of an address.
    #[must_use]
    pub fn read(search: &str, fragment: &str) -> Self {
        let mut route = Self::default();
        let mut embedding = Embedding::default();
        let mut embed = false;
        let pairs = search.strip_prefix('?').unwrap_or(search);
        for (name, value) in form_urlencoded::parse(pairs.as_bytes()) {
            let value = value.trim();
            let read = match name.as_ref() {
                "embed" => flag(value).map(|on| embed = on),
                "readonly" => flag(value).map(|on| embedding.readonly = on),
                "view" => view(value).map(|view| embedding.view = view),
                "theme" => theme(value).map(|theme| route.theme = theme),
                "example" => example(value).map(|found| route.example = Some(found)),
                "request" => {
                    route.arrival.request = Some(value.to_owned());
                    Ok(())
                }
                "rule" => {
                    embedding.rule = Some(value.to_owned());
                    Ok(())
                }
                _ => Ok(()),
            };
            if let Err(message) = read {
                route.arrival.errors.push(format!("`{name}`: {message}"));
            }
        }
        route.embed = embed.then_some(embedding);
        route.ask(search);
        route.open(fragment);
        route
    }

    fn ask(&mut self, search: &str) {
        match query::parse(search, &OWN) {
            Ok(form) => self.arrival.asked = Some(form).filter(|it| *it != RequestForm::default()),
            Err(errors) => {
                let said = errors.iter().map(|it| format!("`{}`: {}", it.parameter, it.message));
                self.arrival.errors.extend(said);
            }
        }
    }

    fn open(&mut self, fragment: &str) {
        // Other fragments are somebody else's, and no fault.
        if !fragment.trim_start_matches('#').starts_with("nsp") {
            self.arrival.file = self.example.map(|it| (it.file(), Origin::Example));
            return;
        }
        match link::document(fragment) {
            Ok(text) => {
                let file = SourceFile { name: "Shared by link".to_owned(), text };
                self.arrival.file = Some((file, Origin::Link));
            }
            Err(error) => self.arrival.errors.push(error.to_string()),
        }
    }
}

fn flag(value: &str) -> Result<bool, String> {
    match value {
        "" | "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        other => Err(format!("`{other}` is neither `true` nor `false`.")),
    }
}

fn view(value: &str) -> Result<EmbedView, String> {
    match value {
        "drawing" => Ok(EmbedView::Drawing),
        "answer" => Ok(EmbedView::Answer),
        "matrix" => Ok(EmbedView::Matrix),
        other => Err(format!("There is no view `{other}`. Write `drawing`, `answer` or `matrix`.")),
    }
}

fn theme(value: &str) -> Result<Theme, String> {
    match value {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        other => Err(format!("There is no theme `{other}`. Write `light` or `dark`.")),
    }
}

fn example(value: &str) -> Result<Example, String> {
    Example::find(value).ok_or_else(|| {
        format!("There is no example `{value}`. The gallery of the page has them all.")
    })
}

#[cfg(test)]
mod tests;
