//! Sharing: a link that holds the whole scenario, and the page within another page.

mod embed;

use nsp_formats::link;
use yew::prelude::*;

use crate::route::address;
use crate::state::{save_file, use_workspace};
use crate::ui::{Button, ButtonKind, CopyField, Dialog};
use crate::view::{DialogName, Show, use_show, use_view};

/// Nothing is sent anywhere: the link itself holds the scenario, behind its `#`.
#[component]
pub fn ShareDialog() -> Html {
    let show = use_show();
    let open = use_view().dialog == Some(DialogName::Share);
    html! {
        <Dialog id="share" title="Share" {open} on_close={show.reform(|()| Show::Dialog(None))}>
            <Share />
        </Dialog>
    }
}

#[component]
fn Share() -> Html {
    let workspace = use_workspace();
    let session = &workspace.session;
    let redacted = use_state_eq(|| false);
    let key = (session.document.scenario.clone(), session.fired.clone(), *redacted);
    let fragment = use_memo(key, |(_, _, redacted)| {
        let scenario = session.written();
        link::encode(&if *redacted { scenario.redacted(seed()) } else { scenario })
    });
    let onchange = {
        let redacted = redacted.clone();
        Callback::from(move |_: Event| redacted.set(!*redacted))
    };
    let save = {
        let workspace = workspace.clone();
        Callback::from(move |()| save_file(&workspace))
    };
    html! {<>
        <p class="nsp-share__hint">
            {"The link holds the whole scenario, requests and expectations included, behind its "}
            <code>{"#"}</code>{": no server sees that part. Whoever opens it gets a copy of their own."}
        </p>
        <label class="nsp-share__choice">
            <input type="checkbox" id="share-redacted" checked={*redacted} {onchange} />
            <span>
                {"Replace names, ids and addresses"}
                <small>{"Every answer stays the same. Titles and descriptions are left out."}</small>
            </span>
        </label>
        {match &*fragment {
            Ok(fragment) => html! {<>
                <CopyField id="share-link" label="Link" text={format!("{}{fragment}", address())}
                    note={characters(address().chars().count() + fragment.len())} />
                <embed::Snippet fragment={AttrValue::from(fragment.clone())} />
            </>},
            Err(too_long) => html! {
                <div class="nsp-share__long" role="alert">
                    <p>{too_long.to_string()}</p>
                    <Button label="Save a file" kind={ButtonKind::Line} on_press={save} />
                </div>
            },
        }}
    </>}
}

/// A new one each time: who knows it could find the addresses again.
fn seed() -> u64 {
    // Bits are what is wanted, not the number.
    js_sys::Math::random().to_bits().rotate_left(20) ^ js_sys::Math::random().to_bits()
}

/// "1,384 characters".
fn characters(count: usize) -> String {
    let digits = count.to_string();
    let grouped: Vec<&str> = {
        let first = digits.len() % 3;
        let (head, tail) = digits.split_at(first);
        let tail = tail.as_bytes().chunks(3).filter_map(|group| std::str::from_utf8(group).ok());
        std::iter::once(head).filter(|head| !head.is_empty()).chain(tail).collect()
    };
    format!("{} characters", grouped.join(","))
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn lengths_are_grouped() {
        let of = |count| characters(count);
        assert_eq!(
            [of(7), of(384), of(1384), of(100_000)].join("; "),
            "7 characters; 384 characters; 1,384 characters; 100,000 characters"
        );
    }
}
