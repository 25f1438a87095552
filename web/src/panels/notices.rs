//! The one calm place where a person is told what is beside the work.

use std::rc::Rc;

use yew::prelude::*;

use crate::parts::{with_work, work};
use crate::state::{Action, Does, Notice, Tone, Workspace};
use crate::ui::{Button, ButtonKind, Symbol, prose};

/// At most one message, with what is offered. Both regions are always there, so that a screen
/// reader hears what comes into them.
pub fn notices(workspace: &Rc<Workspace>, say: &Callback<Action>) -> Html {
    let of = |tone: Tone| {
        let notice = workspace.notice.as_ref().filter(|notice| notice.tone == tone);
        notice.map(|notice| message(notice, workspace, say)).unwrap_or_default()
    };
    html! {
        <div class="nsp-notices">
            <div role="status">{of(Tone::Status)}</div>
            <div role="alert">{of(Tone::Alert)}</div>
        </div>
    }
}

fn message(notice: &Notice, workspace: &Rc<Workspace>, say: &Callback<Action>) -> Html {
    html! {
        <div class="nsp-notices__one" data-tone={match notice.tone {
            Tone::Status => "status",
            Tone::Alert => "alert",
        }}>
            <p class="nsp-notices__text">{prose(&notice.text)}</p>
            { for notice.offers.iter().map(|offer| {
                let (does, workspace, say) = (offer.does.clone(), Rc::clone(workspace), say.clone());
                let on_press = Callback::from(move |()| match &does {
                    Does::Say(says) => say.emit(says.emit(())),
                    does => save(does.clone(), Rc::clone(&workspace)),
                });
                html! { <Button label={offer.label.clone()} kind={ButtonKind::Line} {on_press} /> }
            }) }
            <Button label="Dismiss" icon={Symbol::Close} bare=true
                on_press={say.reform(|()| Action::NoticeClosed)} />
        </div>
    }
}

fn save(does: Does, workspace: Rc<Workspace>) {
    with_work(move || match (does, work()) {
        (Does::SaveFile, Some(work)) => (work.save)(&workspace),
        (Does::Download { name, text }, Some(work)) => (work.download)(&name, &text),
        (Does::Say(_), _) | (_, None) => {}
    });
}
