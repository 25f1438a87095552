//! Lists of keys, each distinct one stored once.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// Names a list within its [`KeyLists`]. Equal lists have equal names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListId(u32);

impl ListId {
    /// The list without keys.
    pub(super) const EMPTY: Self = Self(0);

    /// The list with this [`number`](Self::number).
    pub(super) const fn numbered(number: u32) -> Self {
        Self(number)
    }

    pub(super) const fn number(self) -> u32 {
        self.0
    }
}

/// Lists of ascending, distinct keys.
#[derive(Clone, Debug)]
pub(super) struct KeyLists {
    keys: Vec<u32>,
    spans: Vec<Range<usize>>,
}

impl KeyLists {
    /// Whether there is no list but the one without keys.
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    #[inline(always)]
    pub(super) fn get(&self, list: ListId) -> &[u32] {
        self.spans
            .get(list.0 as usize)
            .and_then(|span| self.keys.get(span.clone()))
            .unwrap_or_default()
    }
}

/// [`KeyLists`] in the making.
pub(super) struct Builder {
    lists: KeyLists,
    known: BTreeMap<Vec<u32>, ListId>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            lists: KeyLists { keys: Vec::new(), spans: vec![Range::default()] },
            known: BTreeMap::from([(Vec::new(), ListId::EMPTY)]),
        }
    }

    /// The list of all the keys of `list` and `more`.
    pub(super) fn extended(&mut self, list: ListId, more: impl IntoIterator<Item = u32>) -> ListId {
        let mut keys = self.lists.get(list).to_vec();
        keys.extend(more);
        keys.sort_unstable();
        keys.dedup();
        if let Some(&known) = self.known.get(&keys) {
            return known;
        }
        // A list takes at least the four bytes of a key, so memory ends before the names do.
        let id = ListId(self.lists.spans.len() as u32);
        let start = self.lists.keys.len();
        self.lists.keys.extend_from_slice(&keys);
        self.lists.spans.push(start..self.lists.keys.len());
        self.known.insert(keys, id);
        id
    }

    pub(super) fn finish(self) -> KeyLists {
        self.lists
    }
}
