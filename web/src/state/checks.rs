//! What becomes of the expectations, worked out when somebody looks.

use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

use nsp_formats::expectation::{Checked, Standing};
use nsp_formats::scenario::Scenario;

use super::{Estate, Shared};
use crate::parts::{Work, work};

/// Every expectation of a scenario, checked against its estate: in document order.
#[derive(Clone, Debug)]
pub struct Checks(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    estate: Shared<Estate>,
    scenario: Shared<Scenario>,
    checked: OnceCell<Vec<Checked>>,
}

impl Checks {
    /// Those of a scenario.
    #[must_use]
    pub fn new(estate: Shared<Estate>, scenario: Shared<Scenario>) -> Self {
        Self(Rc::new(Inner { estate, scenario, checked: OnceCell::new() }))
    }

    /// How many hold.
    #[must_use]
    pub fn held(&self) -> usize {
        self.iter().filter(|it| it.result == Standing::Holds).count()
    }
}

impl Deref for Checks {
    type Target = [Checked];

    fn deref(&self) -> &[Checked] {
        let Inner { estate, scenario, checked } = &*self.0;
        // Whoever reads or adds expectations has fetched what checks them.
        let check = |work: Work| (work.check)(estate.compiled(), &scenario.expectations);
        checked.get_or_init(|| work().map(check).unwrap_or_default())
    }
}

/// Equal only to itself.
impl PartialEq for Checks {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
