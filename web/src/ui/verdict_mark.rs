//! The sign of a verdict: shape first, colour second.

use nsp_core::Verdict;
use yew::prelude::*;

/// How a verdict looks beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Allowed,
    Denied,
    /// Denied here, allowed in the state it is compared with.
    Breaks,
    Unknown,
}

impl Look {
    /// The look of a verdict that is compared with `before`.
    #[must_use]
    pub fn of(verdict: Verdict, before: Option<Verdict>) -> Self {
        match verdict {
            Verdict::Allowed => Self::Allowed,
            Verdict::Denied if before == Some(Verdict::Allowed) => Self::Breaks,
            Verdict::Denied => Self::Denied,
            Verdict::Unknown => Self::Unknown,
        }
    }

    /// The word that always stands beside the sign.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Denied | Self::Breaks => "Denied",
            Self::Unknown => "Unknown",
        }
    }

    /// The name in attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Breaks => "breaks",
            Self::Unknown => "unknown",
        }
    }
}

/// Filled circle, octagon, filled octagon or dashed circle.
pub fn verdict_mark(look: Look) -> Html {
    let drawing = match look {
        Look::Allowed => html! {<>
            <circle class="nsp-verdict-mark__body" cx="8" cy="8" r="7" />
            <path class="nsp-verdict-mark__cut" d="M4.9 8.3l2.1 2.1 4.1-4.7" />
        </>},
        Look::Breaks => html! {<>
            <path class="nsp-verdict-mark__body" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
            <path class="nsp-verdict-mark__cut" d="M5.5 5.5l5 5M10.5 5.5l-5 5" />
        </>},
        Look::Denied => html! {<>
            <path class="nsp-verdict-mark__line"
                d="M5.4 1.7h5.2l3.7 3.7v5.2l-3.7 3.7H5.4l-3.7-3.7V5.4z" />
            <path class="nsp-verdict-mark__line" d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
        </>},
        Look::Unknown => html! {<>
            <circle class="nsp-verdict-mark__line" cx="8" cy="8" r="6.3" stroke-dasharray="2.2 1.76" />
            <path class="nsp-verdict-mark__line"
                d="M6.3 6.4a1.75 1.75 0 1 1 2.5 1.6c-.55.3-.8.6-.8 1.2M8 11.2h.01" />
        </>},
    };
    html! {
        <svg class="nsp-verdict-mark" data-look={look.name()} viewBox="0 0 16 16" aria-hidden="true">
            {drawing}
        </svg>
    }
}
