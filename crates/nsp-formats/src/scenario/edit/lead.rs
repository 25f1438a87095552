//! Turning a link to a perimeter that no document describes.

use nsp_core::ResourceId;

use super::references::remote_text;
use super::{EditError, ErrorKind, Thing, id};
use crate::scenario::document::{Link, Scenario};

/// The type of a perimeter.
const PERIMETER: &str = "Microsoft.Network/networkSecurityPerimeters";

impl Scenario {
    /// The link keeps its name, status and profiles; its other end, in the estate, goes.
    pub(super) fn lead(&mut self, thing: Thing, to: &str) -> Result<(), EditError> {
        let error = |kind| Err(EditError::new(thing, kind));
        let to = to.trim();
        let name = id::name(to);
        if !to.starts_with('/') || name.is_empty() || !ResourceId::new(to).has_type(PERIMETER) {
            return error(ErrorKind::NoPerimeter(to.to_owned()));
        }
        let is_link = matches!(thing, Thing::Link { .. });
        let own = thing.parent().map_or(0, Thing::index);
        let turned = Link::default().leading_to(Some(to.to_owned()), is_link);
        if self.remote(&turned).is_some() {
            return error(ErrorKind::Inside(name.to_owned()));
        }
        let perimeter = self.estate.perimeters.get(own).ok_or(EditError::not_there(thing))?;
        let beside = if is_link { &perimeter.links } else { &perimeter.link_references };
        let leads_there = |it: &Link| remote_text(it).is_some_and(|far| id::same(far, to));
        if beside.iter().enumerate().any(|(at, it)| at != thing.index() && leads_there(it)) {
            return error(ErrorKind::Linked);
        }
        let end = self.other_end(thing);
        let link = self.link_mut(thing)?;
        let mut old = std::mem::take(link);
        old.remote_perimeter_guid = None;
        *link = old.leading_to(Some(to.to_owned()), is_link);
        if let Some(Thing::Link { perimeter, link } | Thing::LinkReference { perimeter, link }) =
            end
        {
            let far = self.perimeter_mut(perimeter)?;
            let list = if is_link { &mut far.link_references } else { &mut far.links };
            list.remove(link);
        }
        Ok(())
    }
}
