//! The ports of spans: where lines of one class begin or end.

use super::wire::Class;

/// What there is to say of each port, which is a class at a span: a table of all there could be, for
/// a port is looked up far more often than there are spans.
pub(super) struct Ports<T>(Vec<Option<T>>);

impl<T: Copy> Ports<T> {
    /// None yet at so many spans.
    pub(super) fn at_most(spans: usize) -> Self {
        Self(vec![None; spans * Class::COUNT])
    }

    /// Those of a span, by the numbers of their classes.
    pub(super) fn of_span(&self, span: u32) -> &[Option<T>] {
        let first = span as usize * Class::COUNT;
        self.0.get(first..first + Class::COUNT).unwrap_or_default()
    }

    pub(super) fn at(&self, span: u32, class: Class) -> Option<T> {
        self.of_span(span).get(class.number()).copied().flatten()
    }

    /// Makes one of what is known of a port.
    pub(super) fn put(&mut self, span: u32, class: usize, made: impl FnOnce(Option<T>) -> T) {
        if let Some(port) = self.0.get_mut(span as usize * Class::COUNT + class) {
            *port = Some(made(*port));
        }
    }
}
