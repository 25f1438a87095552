//! Line drawings of 16 by 16.

use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    Arrow,
    Bookmark,
    Bookmarked,
    Chevron,
    Close,
    Copy,
    Down,
    Draw,
    History,
    Import,
    Keys,
    List,
    Out,
    Pencil,
    Link,
    Minus,
    More,
    Plus,
    Profile,
    Redo,
    Reset,
    Remove,
    Resource,
    Save,
    Rule,
    Source,
    Split,
    Share,
    Store,
    Tag,
    Table,
    Theme,
    Trust,
    Undo,
    Up,
    Vault,
    Warn,
}

impl Symbol {
    /// Strokes in a square of 16 by 16.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Arrow => "M2.5 8h10.5M9.5 4.5 13 8l-3.5 3.5",
            Self::Bookmark => "M4.5 2.500h7v11L8 10.800 4.500 13.500z",
            Self::Bookmarked => {
                "M4.5 2.500h7v11L8 10.800 4.500 13.500zM6.300 6.800l1.300 1.300 2.300-2.600"
            }
            Self::Chevron => "M4.5 6.5 8 10l3.5-3.5",
            Self::Close => "M4.5 4.5l7 7M11.5 4.5l-7 7",
            Self::Copy => "M5.5 5.5h7.5v8h-7.5zM3 10.5v-8h7.5",
            Self::Down => "M8 3v10M4 9l4 4 4-4",
            Self::Draw => {
                "M2.5 4.5h3v3h-3zM10.5 2.5h3v3h-3zM10.5 10.5h3v3h-3zM5.5 6h2.5v6h2.5M8 6V4h2.5"
            }
            Self::History => "M8 4.8V8l2.2 1.4M2.6 6.2a5.6 5.6 0 1 1-.2 2.6M2.3 3.6v2.7H5",
            Self::Keys => {
                "M1.500 4.500h13v7h-13zM4 7h.01M6.700 7h.01M9.300 7h.01M12 7h.01M5 9.300h6"
            }
            Self::Import => {
                "M8 2.5V10M5.2 7.2 8 10l2.8-2.8M2.5 10.5v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2"
            }
            Self::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
            Self::Out => {
                "M6.500 3.500h-3a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-3M9.500 2.500h4v4M13.200 2.800 7.500 8.500"
            }
            Self::Pencil => "M3 13l.7-3 6.800-6.800 2.300 2.300L6 12.300zM9 4.700 11.300 7",
            Self::Link => {
                "M6.5 9.5a2.5 2.5 0 0 0 3.6 0l2.700-2.700a2.5 2.5 0 0 0-3.6-3.6l-1 1M9.5 6.5a2.5 2.5 0 0 0-3.6 0L3.200 9.2a2.5 2.5 0 0 0 3.6 3.6l1-1"
            }
            Self::Minus => "M3.5 8h9",
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Plus => "M8 3.5v9M3.5 8h9",
            Self::Profile => "M2.5 3h11v10h-11zM2.5 6.5h11",
            Self::Redo => "M12.5 6.5h-6a3.5 3.5 0 0 0 0 7H9M10 3.5l3 3-3 3",
            Self::Remove => "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4",
            Self::Reset => {
                "M8 4c-1.4-1-3.2-1.3-5.5-1.2v9.7C4.8 12.4 6.6 12.7 8 13.7m0-9.7c1.4-1 3.2-1.3 5.5-1.2v9.7c-2.3-.1-4.1.2-5.5 1.2M8 4v9.7"
            }
            Self::Resource => "M2.5 4.5 8 2l5.5 2.5v7L8 14l-5.5-2.5zM2.5 4.5 8 7l5.5-2.5M8 7v7",
            Self::Save => {
                "M8 10V2.5M5.2 5.3 8 2.5l2.8 2.8M2.5 10.5v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2"
            }
            Self::Rule => "M2.5 8h7M7 5l3 3-3 3M13 3v10",
            Self::Source => {
                "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM2.5 8h11M8 2.5c-4 3.6-4 7.4 0 11M8 2.5c4 3.6 4 7.4 0 11"
            }
            Self::Split => "M2.5 3h11v10h-11zM8 3v10",
            Self::Share => {
                "M6.800 9.200l2.400-2.400M7 4.800l1.200-1.200a2.600 2.600 0 0 1 3.700 3.700L10.700 8.500M5.300 7.500 4.100 8.700a2.600 2.600 0 0 0 3.700 3.700L9 11.200"
            }
            Self::Store => "M2.5 3.5h11v3.6h-11zM2.5 8.9h11v3.6h-11zM5 5.3h.01M5 10.7h.01",
            Self::Tag => "M2.5 2.5h5l6 6-5 5-6-6zM5.2 5.2h.01",
            Self::Table => {
                "M2.5 3h11v10h-11zM2.500 6.300h11M6 3v10M9.800 6.300v6.700M2.500 9.700h11"
            }
            Self::Theme => "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11",
            Self::Trust => {
                "M8 2.3l4.8 1.8v3.6c0 3-2 4.9-4.8 6-2.8-1.1-4.8-3-4.8-6V4.1zM5.9 7.8l1.5 1.5 2.8-3"
            }
            Self::Undo => "M3.5 6.5h6a3.5 3.5 0 0 1 0 7H7M6 3.5l-3 3 3 3",
            Self::Up => "M8 13V3M4 7l4-4 4 4",
            Self::Vault => {
                "M2.5 3h11v9h-11zM4.5 12v1.5M11.5 12v1.5M8 5.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM8 7.5h.01"
            }
            Self::Warn => "M8 2.8 14 13H2zM8 6.5v3M8 11.3h.01",
        }
    }
}

/// A drawing that says nothing a word beside it does not say.
pub fn icon(symbol: Symbol) -> Html {
    html! {
        <svg class="nsp-icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d={symbol.path()} />
        </svg>
    }
}
