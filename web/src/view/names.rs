//! Themes, lists and panes.

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The value of the root's `data-theme`; the system's choice has none.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// What the button says.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "Theme: follow the system",
            Self::Light => "Theme: light",
            Self::Dark => "Theme: dark",
        }
    }
}

/// The theme that a press of the button turns to.
#[must_use]
pub const fn next_theme(theme: Theme) -> Theme {
    match theme {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    }
}

/// A list that opens under the estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// What ends, opens or becomes unknown, over all traffic.
    Breaks,
    /// Everything that can be changed, in forms.
    Estate,
    Requests,
    /// Every source and destination at every resource.
    Matrix,
    Expectations,
    Problems,
    History,
}

/// A modal dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogName {
    /// For opening documents.
    Open,
    /// The gallery.
    Examples,
    /// What can be taken away.
    Export,
    /// The list of keys.
    Keys,
    /// For links and embedding.
    Share,
}

/// What a narrow screen shows, one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    #[default]
    Request,
    Estate,
    Drawer(Drawer),
}

impl Pane {
    /// The value of `data-pane`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Estate => "estate",
            Self::Drawer(_) => "drawer",
        }
    }
}
