//! What follows from a scenario: the estate as the engine has it, and what there is to say of it.

use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

use nsp_core::{Compiled, ResourceId, Snapshot};
use nsp_formats::explain::describe;
use nsp_formats::report::{Comparison, compare};
use nsp_formats::request::FormError;
use nsp_formats::scenario::{Edition, MORE, Scenario};
use yew::AttrValue;

use super::{Draft, Field, Shared};

/// Estates with more resources than this show first what somebody waits for.
const SMALL: usize = 200;

/// A scenario as the engine has it.
#[derive(Clone, Debug)]
pub struct Estate(Edition);

/// A request in words, and what every state answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub resource: ResourceId,
    pub description: AttrValue,
    pub comparison: Comparison,
}

/// Why a field's text cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub message: AttrValue,
}

/// An answer, or why the estate that is open cannot be asked so.
pub type Answer = Result<Answered, Vec<FieldError>>;

impl Estate {
    /// Reads off what a scenario means.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self(Edition::new(scenario.clone()))
    }

    /// The same, sooner, of a scenario that has parts in common with this estate's.
    #[must_use]
    pub fn after(&self, scenario: &Scenario) -> Self {
        Self(self.0.after(scenario.clone()))
    }

    /// The scenario with what it means.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.0
    }

    /// The estate as the engine has it.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        self.0.snapshot()
    }

    /// Whether it has neither a perimeter nor a resource.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.snapshot().perimeters.is_empty() && self.snapshot().resources.is_empty()
    }

    /// Whether all that there is to say of it can be said at once.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.snapshot().resources.len() <= SMALL
    }

    /// The engine itself.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        self.0.compiled()
    }

    /// The resources that are described or associated, without what stands for a missing page.
    pub fn resources(&self) -> impl Iterator<Item = &ResourceId> + Clone {
        self.snapshot().resources.iter().map(|it| &it.id).filter(|id| id.as_str() != MORE)
    }

    /// A request that names no resource, to the only one there is.
    #[must_use]
    pub fn completed(&self, draft: Draft) -> Draft {
        let snapshot = self.snapshot();
        let mut all = self.resources();
        let only = all.next().filter(|first| all.all(|it| it == *first));
        match only.filter(|_| draft.given(Field::Resource).is_none()) {
            Some(only) => {
                let name = short_name(snapshot, only).to_owned();
                draft.with(Field::Resource, name)
            }
            None => draft,
        }
    }

    /// Asks a request of every state.
    ///
    /// # Errors
    ///
    /// Every field that is wrong, with what to write.
    pub fn ask(&self, draft: &Draft) -> Answer {
        if draft.is_outbound() && draft.given(Field::OutboundTo).is_none() {
            let message = "Say where it calls: a host name such as `api.partner.example`, or a \
                           resource.";
            return Err(vec![FieldError { field: Field::OutboundTo, message: message.into() }]);
        }
        let request = draft.form().build(self.snapshot()).map_err(|errors| {
            let error = |FormError { field, message }: FormError| {
                let field = field.into();
                // On the page it is one of several, not written.
                let unchosen = field == Field::Resource && draft.given(field).is_none();
                let message = if unchosen { "Choose a resource.".into() } else { message.into() };
                FieldError { field, message }
            };
            errors.into_iter().map(error).collect::<Vec<_>>()
        })?;
        Ok(Answered {
            resource: request.resource.clone(),
            description: describe(&request).into(),
            comparison: compare(self.compiled(), &request),
        })
    }
}

/// A resource's name, or its id where another has the same name.
#[must_use]
pub fn short_name<'a>(snapshot: &Snapshot, id: &'a ResourceId) -> &'a str {
    let name = id.name();
    let same = snapshot.resources.iter().filter(|it| it.id.is_named(name));
    if same.take(2).count() > 1 { id.as_str() } else { name }
}

/// An answer that is worked out when it is first looked at, and then kept.
#[derive(Clone, Debug)]
pub struct Later(Rc<Asked>);

#[derive(Debug)]
struct Asked {
    estate: Shared<Estate>,
    draft: Draft,
    answer: OnceCell<Answer>,
}

impl Later {
    /// What an estate answers to a request.
    #[must_use]
    pub fn new(estate: Shared<Estate>, draft: Draft) -> Self {
        Self(Rc::new(Asked { estate, draft, answer: OnceCell::new() }))
    }
}

impl Deref for Later {
    type Target = Answer;

    fn deref(&self) -> &Answer {
        self.0.answer.get_or_init(|| self.0.estate.ask(&self.0.draft))
    }
}

/// Equal only to itself.
impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
