//! The ports of spans: where lines of one class begin or end.

use nsp_core::order::sort_by_key;

use super::wire::Class;

/// What there is to say of each port, which is a class at a span: ascending, and of one port in
/// the order given.
pub(super) struct Ports<T>(pub(super) Vec<(u32, Class, T)>);

impl<T> Ports<T> {
    pub(super) fn of(mut ports: Vec<(u32, Class, T)>) -> Self {
        sort_by_key(&mut ports, |(span, class, _)| (*span, *class));
        Self(ports)
    }

    /// The first of each port alone.
    pub(super) fn firsts(mut self) -> Self {
        self.0.dedup_by_key(|(span, class, _)| (*span, *class));
        self
    }

    /// Where those of a span begin.
    fn first(&self, span: u32) -> usize {
        self.0.partition_point(|port| port.0 < span)
    }

    pub(super) fn of_span(&self, span: u32) -> &[(u32, Class, T)] {
        self.0.get(self.first(span)..self.first(span + 1)).unwrap_or_default()
    }

    /// The first of a port.
    pub(super) fn at(&self, span: u32, class: Class) -> Option<&T> {
        self.of_span(span).iter().find(|it| it.1 == class).map(|it| &it.2)
    }

    pub(super) fn set(&mut self, span: u32, class: Class, value: T)
    where
        T: Copy,
    {
        let (first, next) = (self.first(span), self.first(span + 1));
        for port in self.0.get_mut(first..next).unwrap_or_default() {
            if port.1 == class {
                port.2 = value;
            }
        }
    }
}
