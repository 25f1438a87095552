//! What is half typed: kept for its field, however often that comes and goes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

/// Texts by the names of their fields. Equal only to itself.
#[derive(Clone, Default)]
struct Shelf(Rc<RefCell<BTreeMap<String, AttrValue>>>);

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
pub struct KeptProviderProps {
    pub children: Html,
}

/// Keeps what is half typed in the fields below for as long as it stands.
#[component]
pub fn KeptProvider(props: &KeptProviderProps) -> Html {
    let shelf = use_memo((), |()| Shelf::default());
    html! { <ContextProvider<Shelf> context={(*shelf).clone()}>{props.children.clone()}</ContextProvider<Shelf>> }
}

/// The way of a field to its half-typed text.
#[derive(Clone)]
pub struct Kept {
    shelf: Shelf,
    redraw: UseForceUpdateHandle,
}

impl Kept {
    /// What is half typed in the field of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<AttrValue> {
        self.shelf.0.borrow().get(name).cloned()
    }

    /// Keeps a text, or forgets the one that is kept, and draws the component anew.
    pub fn set(&self, name: &str, text: Option<AttrValue>) {
        let mut shelf = self.shelf.0.borrow_mut();
        match text {
            Some(text) => drop(shelf.insert(name.to_owned(), text)),
            None => drop(shelf.remove(name)),
        }
        drop(shelf);
        self.redraw.force_update();
    }
}

/// What is half typed below the nearest [`KeptProvider`]; without one, nothing outlives its field.
#[hook]
pub fn use_kept() -> Kept {
    let own = use_memo((), |()| Shelf::default());
    let shelf = use_context::<Shelf>().unwrap_or_else(|| (*own).clone());
    Kept { shelf, redraw: use_force_update() }
}
