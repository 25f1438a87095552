//! What only stands for a page of a list that is not among the documents.

use super::references::resource_of;
use super::{Thing, id};
use crate::scenario::document::{Association, MORE, Scenario};

impl Association {
    /// Whether it only stands for what is on a page that is not among the documents.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.access_mode.as_deref() == Some(MORE)
    }
}

impl Thing {
    /// What the list is of whose next page is not among the documents, where the thing only stands
    /// for that page.
    #[must_use]
    pub fn missing_page(self, scenario: &Scenario) -> Option<String> {
        let is_page = |thing: Self| thing.name(scenario) == Some(MORE);
        let of = match self {
            Self::AccessRule { .. } => is_page(self).then_some("rules")?,
            Self::Link { .. } | Self::LinkReference { .. } => is_page(self).then_some("links")?,
            Self::Perimeter(at) if is_page(self) => {
                let mut all = scenario.estate.perimeters.get(at)?.resource_associations.iter();
                let is_any = |it| resource_of(it).is_none_or(|it| it == MORE);
                let is_known = all.len() > 0 && !all.any(|it| is_any(it));
                if is_known { "configurations" } else { "perimeters" }
            }
            Self::Association { perimeter, association } => {
                let within = Self::Perimeter(perimeter);
                let all = &scenario.estate.perimeters.get(perimeter)?.resource_associations;
                let it = all.get(association).filter(|it| it.is_page())?;
                match resource_of(it).filter(|it| *it != MORE) {
                    _ if !is_page(within) => "associations",
                    None => "perimeters",
                    Some(of) => return Some(format!("configurations of `{}`", id::name(of))),
                }
            }
            _ => return None,
        };
        Some(of.to_owned())
    }
}
