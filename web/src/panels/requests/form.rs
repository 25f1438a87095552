//! What can be changed of a fired request.

use nsp_formats::scenario::Request;
use nsp_formats::scenario::edit::{Edit, New, Thing};
use yew::prelude::*;

use crate::state::{Action, Field, Fired, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol, TextField};

#[derive(Properties, PartialEq)]
pub struct RequestKeepProps {
    /// Its place in the list.
    pub place: usize,
    pub fired: Fired,
}

/// Its name, and its caller or destination as a source for other requests.
#[component]
pub fn RequestKeep(props: &RequestKeepProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let RequestKeepProps { place, fired } = props;
    let thing = Thing::Request(*place);
    let on_name =
        say.reform(move |name: AttrValue| Action::Edited(Edit::Rename(thing, name.to_string())));
    let source = source(fired);
    let same = |saved: &Request| {
        Request { name: None, ..saved.clone() } == Request { name: None, ..source.clone() }
    };
    let is_saved = workspace.session.scenario().sources.iter().any(same);
    let on_save = {
        let source = source.clone();
        say.reform(move |()| Action::Edited(Edit::Add(New::Source(Box::new(source.clone())))))
    };
    html! {
        <div class="nsp-requests__form">
            <TextField id={format!("request-{}-name", fired.number)} label="Name"
                help="A short title. The matrix and the drawing show it as well."
                value={fired.draft.name.clone()} on_change={on_name} />
            <Button label={if is_saved { "Saved as a source" } else { "Save as source" }}
                title="Keeps the caller or destination for requests to any resource"
                kind={ButtonKind::Line} icon={Symbol::Bookmark} disabled={is_saved}
                on_press={on_save} />
        </div>
    }
}

/// The request without its resource; a private endpoint is one of its resource's.
fn source(fired: &Fired) -> Request {
    let mut source = (*fired.request).clone();
    if fired.draft.get(Field::Path) != "private-endpoint" {
        source.resource = None;
    }
    source
}
