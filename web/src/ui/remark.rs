//! What there is to say about a text while it is typed.

use yew::prelude::*;

use super::{Button, ButtonKind, Icon, Look, Prose, Symbol, VerdictMark};

/// How grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The text is not taken.
    Refused,
    /// It is taken, and may not do what is meant.
    Said,
    /// Good to know.
    Noted,
}

/// One thing to say about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub tone: Tone,
    pub message: AttrValue,
    /// What to write in its place on a press. Empty: nothing.
    pub replacement: Option<AttrValue>,
}

#[derive(Properties, PartialEq)]
pub struct RemarkListProps {
    pub id: AttrValue,
    pub remarks: Vec<Remark>,
    /// A replacement was taken.
    pub on_take: Callback<AttrValue>,
}

/// The remarks in their order, each with its offer as a button.
#[component]
pub fn RemarkList(props: &RemarkListProps) -> Html {
    let remark = |remark: &Remark| {
        let offer = remark.replacement.as_ref().map(|text| {
            let label = match text.as_str() {
                "" => "Take it out".to_owned(),
                text => format!("Write {text}"),
            };
            let on_press = props.on_take.reform({
                let text = text.clone();
                move |()| text.clone()
            });
            html! { <Button {label} kind={ButtonKind::Line} {on_press} /> }
        });
        html! {
            <li class="nsp-remark" data-tone={remark.tone.name()} key={remark.message.to_string()}>
                {remark.tone.mark()}
                <span class="nsp-remark__text"><Prose text={remark.message.clone()} /></span>
                {offer}
            </li>
        }
    };
    html! {
        <ul class="nsp-remarks" id={props.id.clone()} aria-live="polite">
            { for props.remarks.iter().map(remark) }
        </ul>
    }
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Said => "said",
            Self::Noted => "noted",
        }
    }

    fn mark(self) -> Html {
        match self {
            Self::Refused => html! { <VerdictMark look={Look::Breaks} /> },
            Self::Said | Self::Noted => html! { <Icon symbol={Symbol::Warn} /> },
        }
    }
}
