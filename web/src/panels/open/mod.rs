//! Opening documents: by button, by paste, by drop.

mod drop_zone;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::state::{
    Action, Placement, Refused, Shared, SourceFile, read_files, use_dispatch, use_workspace,
};
use crate::ui::{Button, ButtonKind, Dialog, FindingList, Symbol, icon, use_kept};
use crate::view::{DialogName, Show, use_show, use_view};
use drop_zone::files_of;
pub use drop_zone::use_drops;

/// The name of the field for a pasted document.
const TEXT: &str = "open-text";

/// Chosen or pasted documents make one estate. Refused ones are explained here, and what was open
/// stays open.
#[component]
pub fn OpenDialog() -> Html {
    let workspace = use_workspace();
    let open = use_view().dialog == Some(DialogName::Open);
    let show = use_show();
    let say = use_dispatch();
    let placement = use_state_eq(Placement::default);
    let kept = use_kept();
    let text = kept.get(TEXT).unwrap_or_default();
    let refused = workspace.refused.clone();

    // What was opened closes the dialog, and the text has done its work.
    let known = use_mut_ref(|| workspace.session.read);
    use_effect_with(workspace.session.read, {
        let (kept, show) = (kept.clone(), show.clone());
        move |read| {
            if known.replace(*read) != *read {
                kept.set(TEXT, None);
                show.emit(Show::Dialog(None));
            }
        }
    });

    let on_close = {
        let (say, show) = (say.clone(), show.clone());
        Callback::from(move |()| {
            say.emit(Action::RefusedClosed);
            show.emit(Show::Dialog(None));
        })
    };
    let onchange = {
        let (say, placement) = (say.clone(), *placement);
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let (files, say) = (files_of(input.files()), say.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let files = read_files(files).await;
                // Chosen again after a mend, the same file must be a change.
                input.set_value("");
                say.emit(Action::Opened { files, placement });
            });
        })
    };
    let oninput = {
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            kept.set(TEXT, Some(text).filter(|text| !text.is_empty()).map(AttrValue::from));
        })
    };
    let on_read = {
        let (say, text, placement) = (say.clone(), text.clone(), *placement);
        let name = pasted_name(&workspace.session.document.files, placement);
        Callback::from(move |()| {
            let files = vec![SourceFile { name: name.clone(), text: text.to_string() }];
            say.emit(Action::Opened { files, placement });
        })
    };
    html! {
        <Dialog id="open" title="Open documents" open={open || refused.is_some()} {on_close}>
            if let Some(refused) = refused {
                {refusal(&refused, &say)}
            }
            <p class="nsp-open__hint">
                {"A scenario, an ARM template, or what Azure answers: the storage account, its "}
                <code>{"networkSecurityPerimeterConfigurations"}</code>
                {", perimeters, profiles, access rules, associations, links. Several make one estate."}
            </p>
            {choice(&placement)}
            <label class="nsp-open__files">
                <input class="nsp-open__input" id="open-files" type="file" multiple=true
                    accept=".json,.jsonc,.txt,application/json" {onchange} />
                {icon(Symbol::Import)}
                <span><b>{"Choose files"}</b>{" or drop them anywhere on the page"}</span>
            </label>
            <label class="nsp-open__paste" for="open-text">{"Or paste a document"}</label>
            <textarea class="nsp-open__text" id="open-text" rows="8" spellcheck="false"
                placeholder="{ … }" value={text.clone()} {oninput} />
            <div class="nsp-open__actions">
                <span>{"Documents are read in this tab. Nothing is sent anywhere."}</span>
                <Button label="Read the text" kind={ButtonKind::Main} disabled={text.trim().is_empty()}
                    on_press={on_read} />
            </div>
        </Dialog>
    }
}

/// A name for a pasted text that no file has, unless it takes their place.
fn pasted_name(files: &[AttrValue], placement: Placement) -> String {
    let taken = |name: &String| {
        placement == Placement::Add && files.iter().any(|file| file.as_str() == name.as_str())
    };
    let numbered = (2..).map(|number| format!("pasted-{number}.json"));
    let mut names = std::iter::once("pasted.json".to_owned()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or_default()
}

fn refusal(refused: &Shared<Refused>, say: &Callback<Action>) -> Html {
    let mut findings = refused.findings.to_vec();
    findings.sort_by_key(|finding| finding.severity);
    html! {
        <section class="nsp-open__refused" role="alert" aria-label="Not opened">
            <h3>{"Not opened. What was on screen is unchanged."}</h3>
            <FindingList {findings} />
            if refused.rest.is_some() {
                <Button label="Open what was understood" kind={ButtonKind::Line}
                    on_press={say.reform(|()| Action::RefusedTaken)} />
            }
        </section>
    }
}

fn choice(placement: &UseStateHandle<Placement>) -> Html {
    let radio = |value: Placement, text: &'static str| {
        let state = placement.clone();
        let onchange = Callback::from(move |_: Event| state.set(value));
        html! {
            <label class="nsp-open__choice">
                <input type="radio" name="placement" checked={**placement == value} {onchange} />{text}
            </label>
        }
    };
    html! {
        <fieldset class="nsp-open__placement">
            <legend class="nsp-hidden">{"What becomes of the estate that is open"}</legend>
            {radio(Placement::Replace, "Replace what is open")}
            {radio(Placement::Add, "Add to what is open")}
            {radio(Placement::Apart, "Open as another scenario")}
        </fieldset>
    }
}
