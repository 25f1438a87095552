//! The row that a request belongs to.

use alloc::string::String;

use nsp_core::{Address, Flow, Path, Request};

use super::row::Kind;
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
        let mut rows = self.rows().iter().enumerate();
        match asked.address_alone() {
            Some(Address::Given(address)) => rows
                .filter_map(|(place, row)| match row.kind() {
                    Kind::Addresses(prefix) if prefix.holds(address) => {
                        Some((i16::from(prefix.length()), place))
                    }
                    Kind::AnyOtherAddress => Some((-1, place)),
                    _ => None,
                })
                .max_by_key(|(length, _)| *length)
                .map(|(_, place)| place),
            Some(_) => rows
                .find(|(_, row)| matches!(row.kind(), Kind::AnyOtherAddress))
                .map(|(place, _)| place),
            None => rows
                .find(|(_, row)| row.request(&request.resource).as_ref() == Some(request))
                .map(|(place, _)| place),
        }
    }
}
