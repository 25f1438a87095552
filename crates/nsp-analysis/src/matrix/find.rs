//! The row that a request belongs to.

use alloc::string::String;
use alloc::sync::Arc;

use nsp_core::{Address, Flow, Path, Request};

use super::row::{Kind, Row};
use super::{Extra, Matrix};

impl Matrix {
    /// The row that a request belongs to: the one whose caller or destination it has or, for a
    /// caller known by its address alone, the one whose addresses hold it.
    ///
    /// `None` where no row stands for it; where addresses have a row for each permission, that is
    /// so for every address that a rule names.
    #[must_use]
    pub fn row_of(&self, request: &Request) -> Option<usize> {
        let private = match &request.flow {
            Flow::Inbound(inbound) => inbound.path == Path::PrivateEndpoint,
            Flow::Outbound(_) => false,
        };
        let asked = Extra {
            name: String::new(),
            flow: request.flow.clone(),
            feature: request.feature,
            resource: private.then(|| request.resource.clone()),
        };
        let rows = self.rows();
        let other = || {
            let before = |row: &Arc<Row>| row.kind().rank() < Kind::AnyOtherAddress.rank();
            let place = rows.partition_point(before);
            rows.get(place).filter(|row| *row.kind() == Kind::AnyOtherAddress).map(|_| place)
        };
        match asked.address_alone() {
            Some(Address::Given(address)) => {
                // Rows of addresses stand first.
                let prefixes = rows.iter().map_while(|row| match row.kind() {
                    Kind::Addresses(prefix) => Some(prefix),
                    _ => None,
                });
                let holding = prefixes.enumerate().filter(|(_, prefix)| prefix.holds(address));
                let narrowest = holding.max_by_key(|(_, prefix)| prefix.length());
                narrowest.map(|(place, _)| place).or_else(other)
            }
            Some(_) => other(),
            None => {
                rows.iter().position(|row| row.request(&request.resource).as_ref() == Some(request))
            }
        }
    }
}
