//! Every attribute of a request with the classes of its values.

use alloc::string::String;
use alloc::vec::Vec;

use nsp_core::{
    Address, Axis, Destination, Direction, Feature, Flow, Inbound, Outbound, Path, Profile, Region,
    Request, ResourceId, SubscriptionId, TenantId, trusts,
};

use super::addresses::Addresses;
use super::destinations::Destinations;
use super::listed::{
    AUTHENTICATIONS, EXPRESSION, FEATURES, NO_SUBNET, NOBODY, PROTOCOLS, READS, is_left_out, keeps,
    like, named, paths, regions, same_kind, services, stand_in, subscriptions, tenants,
};
use super::naming::Naming;
use super::resources::Resources;
use super::value::{Class, Value};
use super::{Scope, Side};

/// The requests that are cut into cells.
#[derive(Clone, Debug)]
pub(super) struct Space<'c> {
    pub(super) sides: [Side<'c>; 2],
    resource: ResourceId,
    direction: Direction,
    scope: Scope,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) addresses: Addresses,
    resources: Resources,
    destinations: Destinations,
    pub(super) naming: Naming,
    /// Where the dimensions of perimeters begin.
    pub(super) first_perimeter: usize,
}

/// What a calling resource tells by its id, so that nothing else can be said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    subscription: bool,
    service: bool,
}

impl Told {
    /// Whether an attribute is told, if it is one of those that can be.
    pub(super) fn of(self, axis: Axis) -> Option<bool> {
        match axis {
            Axis::Subscription => Some(self.subscription),
            Axis::Service => Some(self.service),
            _ => None,
        }
    }
}

/// One attribute, or whether a caller is in one perimeter.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    pub(super) name: &'static str,
    /// `None` for a perimeter.
    axis: Option<Axis>,
    /// Never empty.
    pub(super) classes: Vec<Class>,
}

/// The profile whose rules decide about a resource.
pub(super) fn profile_of<'c>(side: Side<'c>, resource: &ResourceId) -> Option<&'c Profile> {
    let association = side.compiled.association_of(resource)?;
    let perimeters = &side.compiled.snapshot().perimeters;
    let perimeter = perimeters.get(association.perimeter as usize)?;
    let profile = perimeter.profiles.get(association.profile? as usize)?;
    Some(profile)
}

impl<'c> Space<'c> {
    pub(super) fn new(
        sides: [Side<'c>; 2],
        resource: &ResourceId,
        direction: Direction,
        scope: Scope,
        addresses: Option<Addresses>,
    ) -> Self {
        let mut space = Self {
            sides,
            resource: resource.clone(),
            direction,
            scope,
            dimensions: Vec::new(),
            addresses: Addresses::default(),
            resources: Resources::default(),
            destinations: Destinations::default(),
            naming: Naming::default(),
            first_perimeter: 0,
        };
        // An account asks for its key itself: that is a way out, to the Key Vault by its name.
        let is_asked = |feature: &Option<Feature>| {
            scope == Scope::Requests || *feature != Some(Feature::CustomerManagedKeys)
        };
        let features = FEATURES.into_iter().filter(is_asked).map(Value::Feature).map(named);
        space.add("feature", Axis::Feature, features);
        match direction {
            Direction::Inbound => space.add_inbound(scope == Scope::Traffic, addresses),
            Direction::Outbound => {
                space.destinations = Destinations::new(sides, resource);
                let all = space.destinations.representatives.clone();
                space.add("destination", Axis::Destination, all);
            }
        }
        space
    }

    fn add(&mut self, name: &'static str, axis: Axis, classes: impl IntoIterator<Item = Class>) {
        let classes = classes.into_iter().collect();
        self.dimensions.push(Dimension { name, axis: Some(axis), classes });
    }

    fn add_inbound(&mut self, only_traffic: bool, addresses: Option<Addresses>) {
        let (sides, called) = (self.sides, self.resource.clone());
        let given = |class: &Class| !only_traffic || !is_left_out(&class.value);
        self.add("path", Axis::Path, paths(sides, &called));
        let ways = AUTHENTICATIONS.map(Value::Authentication).map(named);
        self.add("authentication", Axis::Authentication, ways.into_iter().filter(given));
        self.add("protocol", Axis::Protocol, PROTOCOLS.map(Value::Protocol).map(named));
        self.add("reads", Axis::Reads, READS.map(Value::Reads).map(named));
        self.addresses = addresses.unwrap_or_else(|| Addresses::new(sides, &self.request()));
        let representatives = self.addresses.representatives.iter();
        let addresses: Vec<Class> = representatives
            .map(|address| Address::Given(*address))
            .chain([Address::Other, Address::NotGiven])
            .map(|address| named(Value::Address(address)))
            .filter(given)
            .collect();
        self.add("address", Axis::Address, addresses);
        let vouched = [false, true].map(Value::AddressIsPublic).map(named);
        self.add("addressIsPublic", Axis::AddressIsPublic, vouched);

        let subscriptions = subscriptions(sides, &called);
        self.resources = Resources::new(sides, &called, &subscriptions, only_traffic);
        let callers = self.resources.representatives.clone();
        let none = named(Value::CallerResource(None));
        self.add("resource", Axis::CallerResource, [none].into_iter().chain(callers));
        let services = [None].into_iter().chain(services().map(Some));
        let services = services.map(|it| named(Value::Service(it)));
        self.add("service", Axis::Service, services.filter(given));

        let known = subscriptions.iter().cloned().map(Some).map(Value::Subscription).map(named);
        let nobody = stand_in(Value::Subscription(Some(SubscriptionId::new(NOBODY))));
        let not_given = named(Value::Subscription(None));
        let all = [nobody, not_given].into_iter().chain(known);
        self.add("subscription", Axis::Subscription, all.filter(given));

        let (tenants, is_known) = tenants(sides, &called);
        let keep = |class: &Class| keeps(class, only_traffic, is_known);
        let known = tenants.into_iter().map(Some).map(Value::Tenant).map(named);
        let others = [NOBODY, EXPRESSION].map(|it| Some(TenantId::new(it)));
        let others = others.map(Value::Tenant).map(stand_in);
        let all = known.chain([named(Value::Tenant(None))]).chain(others);
        self.add("tenant", Axis::Tenant, all.filter(keep));

        let (regions, is_known) = regions(sides, &called);
        let keep = |class: &Class| keeps(class, only_traffic, is_known);
        let others = ["other", EXPRESSION].map(|it| Some(Region::new(it)));
        let others = others.map(Value::Region).map(stand_in);
        let known = regions.into_iter().map(Some).map(Value::Region).map(named);
        let all = others.into_iter().chain([named(Value::Region(None))]).chain(known);
        self.add("region", Axis::Region, all.filter(keep));

        self.first_perimeter = self.dimensions.len();
        self.naming = Naming::new(sides, &called, only_traffic);
        for name in &self.naming.representatives {
            let classes = [false, true].map(|is_in| named(Value::Perimeter(name.clone(), is_in)));
            let classes = classes.into_iter().collect();
            self.dimensions.push(Dimension { name: "perimeter", axis: None, classes });
        }
    }

    /// A request of the resource in the direction, of which everything else is still to be said.
    pub(super) fn request(&self) -> Request {
        let flow = match self.direction {
            Direction::Inbound => Flow::Inbound(Inbound::default()),
            Direction::Outbound => {
                Flow::Outbound(Outbound { destination: Destination::Name(String::new()) })
            }
        };
        Request { resource: self.resource.clone(), flow, feature: None }
    }

    /// What the calling resource of a request tells: what is really sent does not contradict it.
    pub(super) fn told(&self, request: &Request) -> Option<Told> {
        let Flow::Inbound(inbound) = &request.flow else { return None };
        let resource = inbound.caller.resource.as_ref();
        (self.scope == Scope::Traffic).then(|| Told {
            subscription: resource.is_some_and(|it| it.subscription().is_some()),
            service: resource.is_some_and(|it| it.resource_type().is_some()),
        })
    }

    /// Leaves to the calling resource what it tells.
    pub(super) fn settle(&self, request: &mut Request) {
        let told = self.told(request);
        if let (Some(told), Flow::Inbound(inbound)) = (told, &mut request.flow) {
            let caller = &mut inbound.caller;
            caller.subscription.take_if(|_| told.subscription);
            caller.service.take_if(|_| told.service);
        }
    }

    /// The class that a request is of in each dimension; `None` where it is not about the request.
    pub(super) fn classes_of(&self, request: &Request) -> Option<Vec<u32>> {
        let direction = match request.flow {
            Flow::Inbound(_) => Direction::Inbound,
            Flow::Outbound(_) => Direction::Outbound,
        };
        if direction != self.direction || request.resource != self.resource {
            return None;
        }
        (0..self.dimensions.len()).map(|dimension| self.class_of(dimension, request)).collect()
    }

    /// Whether every value there is is of one of the classes.
    pub(super) fn is_whole(&self) -> bool {
        !self.resources.is_cut_short
    }

    /// A number for the configuration of a side: equal configurations, equal number.
    pub(super) fn configuration(&self, side: usize) -> usize {
        let [before, after] = self.sides;
        if core::ptr::eq(before.compiled, after.compiled) { 0 } else { side }
    }

    /// The dimension of an attribute that is one.
    pub(super) fn dimension(&self, axis: Axis) -> Option<usize> {
        self.dimensions.iter().position(|dimension| dimension.axis == Some(axis))
    }

    /// The class that the attribute of a request is of; `None` where the requests are not about
    /// such a value.
    pub(super) fn class_of(&self, dimension: usize, request: &Request) -> Option<u32> {
        let known = self.dimensions.get(dimension)?;
        let position = |found: &dyn Fn(&Value) -> bool| {
            let at = known.classes.iter().position(|class| found(&class.value))?;
            u32::try_from(at).ok()
        };
        let is = |value: Value| position(&|it| *it == value);
        let inbound = match (&request.flow, known.axis) {
            (_, Some(Axis::Feature)) => return is(Value::Feature(request.feature)),
            (Flow::Outbound(outbound), _) => {
                return self.destinations.class(self.sides, &outbound.destination);
            }
            (Flow::Inbound(inbound), _) => inbound,
        };
        let caller = &inbound.caller;
        let Some(axis) = known.axis else {
            let perimeter = u32::try_from(dimension.checked_sub(self.first_perimeter)?).ok()?;
            let classes = caller.perimeters.iter().map(|it| self.naming.class(self.sides, it));
            let mut known = classes.map(|class| class.map(|class| class == perimeter));
            return known.try_fold(0, |is_in, this| Some(is_in | u32::from(this?)));
        };
        let or_like = |value: Value, like: Value| is(value).or_else(|| is(like));
        match axis {
            Axis::Path => {
                let other = Path::ServiceEndpoint { subnet: ResourceId::new(NO_SUBNET) };
                let other = matches!(inbound.path, Path::ServiceEndpoint { .. }).then_some(other);
                is(Value::Path(inbound.path.clone())).or_else(|| is(Value::Path(other?)))
            }
            Axis::Authentication => is(Value::Authentication(inbound.authentication)),
            Axis::Protocol => is(Value::Protocol(inbound.protocol)),
            Axis::Reads => is(Value::Reads(inbound.reads)),
            Axis::Address => match caller.address {
                Address::Given(address) => self.addresses.class(address),
                other => is(Value::Address(other)),
            },
            Axis::AddressIsPublic => is(Value::AddressIsPublic(caller.address_is_public)),
            Axis::CallerResource => match &caller.resource {
                None => Some(0),
                Some(resource) => Some(self.resources.class(self.sides, resource)? + 1),
            },
            Axis::Subscription | Axis::Service
                if self.told(request).and_then(|told| told.of(axis)) == Some(true) =>
            {
                let resource = caller.resource.as_ref();
                let same = match axis {
                    Axis::Service => caller.service.as_ref().is_none_or(|service| {
                        let own = resource.and_then(ResourceId::resource_type);
                        own.is_some_and(|own| own.eq_ignore_ascii_case(service))
                    }),
                    _ => caller.subscription.as_ref().is_none_or(|subscription| {
                        resource.and_then(ResourceId::subscription).as_ref() == Some(subscription)
                    }),
                };
                same.then_some(0)
            }
            Axis::Service => match &caller.service {
                None => Some(0),
                Some(service) => {
                    let trusted = trusts(service);
                    let like = services().find(|it| same_kind(&trusts(it), &trusted));
                    is(Value::Service(Some(like?)))
                }
            },
            Axis::Subscription => {
                let like = caller.subscription.as_ref().map(|_| SubscriptionId::new(NOBODY));
                or_like(Value::Subscription(caller.subscription.clone()), Value::Subscription(like))
            }
            Axis::Tenant => {
                let like = caller.tenant.as_ref().map(|it| TenantId::new(like(it.is_symbolic())));
                or_like(Value::Tenant(caller.tenant.clone()), Value::Tenant(like))
            }
            Axis::Region => {
                let like = |it: &Region| match it.is_symbolic() {
                    true => Region::new(EXPRESSION),
                    false => Region::new("other"),
                };
                let like = caller.region.as_ref().map(like);
                or_like(Value::Region(caller.region.clone()), Value::Region(like))
            }
            Axis::Feature | Axis::Perimeters(_) | Axis::Destination => None,
        }
    }
}
