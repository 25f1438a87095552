//! The gallery of examples: one trap each, and what becomes of its first request.

mod card;

use yew::prelude::*;

use crate::examples::{EXAMPLES, Example};
use crate::state::{Action, Document, Origin, Placement, use_dispatch};
use crate::ui::Dialog;
use crate::view::{DialogName, Show, use_show, use_view};
use card::Card;

/// A press on a card opens its example and closes the gallery.
#[component]
pub fn Gallery() -> Html {
    let say = use_dispatch();
    let show = use_show();
    let open = use_view().dialog == Some(DialogName::Examples);
    let on_close = show.reform(|()| Show::Dialog(None));
    let on_open = {
        let on_close = on_close.clone();
        Callback::from(move |example: Example| {
            // Examples are held to be readable by a test.
            if let Ok(document) = Document::read(&[example.file()], Placement::Apart) {
                let (document, origin) = (Box::new(document), Origin::Example);
                say.emit(Action::Begun { label: "The example", document, origin });
            }
            on_close.emit(());
        })
    };
    html! {
        <Dialog id="examples" title="Examples" {open} {on_close} wide=true>
            <Cards {on_open} />
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct CardsProps {
    on_open: Callback<Example>,
}

/// Reads the examples once, when the gallery is opened.
#[component]
fn Cards(props: &CardsProps) -> Html {
    let summaries = use_memo((), |()| EXAMPLES.map(Example::summary));
    let card = |(example, summary): (&Example, &crate::examples::Summary)| {
        let example = *example;
        html! {
            <li key={example.slug}>
                <Card slug={example.slug} summary={summary.clone()}
                    on_press={props.on_open.reform(move |()| example)} />
            </li>
        }
    };
    html! {<>
        <p class="nsp-gallery__hint">
            {"Each shows one thing that enforcing does, or does not do. What you have open stays as it is."}
        </p>
        <ul class="nsp-gallery">{ for EXAMPLES.iter().zip(summaries.iter()).map(card) }</ul>
    </>}
}
