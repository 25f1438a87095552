//! The two revisions of the storage article, and what each says of protocols and features.

use crate::request::{Feature, Protocol};
use crate::trace::Support;

/// The revision of the storage article that features and protocols are judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Revision {
    /// `2025-06-18`: public preview.
    #[default]
    Preview,
    /// `2025-07-27`: general availability.
    GeneralAvailability,
}

impl Revision {
    /// Both, oldest first.
    pub const ALL: [Self; 2] = [Self::Preview, Self::GeneralAvailability];

    /// The revision's date, which is its name in scenarios.
    #[must_use]
    pub const fn date(self) -> &'static str {
        match self {
            Self::Preview => "2025-06-18",
            Self::GeneralAvailability => "2025-07-27",
        }
    }

    /// The revision of a date, if there is one.
    #[must_use]
    pub fn from_date(date: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|revision| revision.date() == date)
    }

    /// The other of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Preview => Self::GeneralAvailability,
            Self::GeneralAvailability => Self::Preview,
        }
    }

    /// What the article says of a protocol to an associated account.
    #[must_use]
    pub const fn supports_protocol(self, protocol: Protocol) -> Support {
        match (protocol, self) {
            (Protocol::Https, _) => Support::Governed,
            (Protocol::Smb, Self::Preview) => Support::OnlyByAddress,
            (Protocol::Smb, Self::GeneralAvailability) | (Protocol::Nfs | Protocol::Sftp, _) => {
                Support::Blocked
            }
        }
    }

    /// What the article says of a feature of an associated account.
    #[must_use]
    pub const fn supports_feature(self, feature: Feature) -> Support {
        match (feature, self) {
            (Feature::ObjectReplication, _) => Support::Blocked,
            (Feature::LifecycleManagement | Feature::BlobInventory, Self::Preview)
            | (Feature::VaultedBackup, _) => Support::Unsupported,
            (Feature::LifecycleManagement | Feature::BlobInventory, Self::GeneralAvailability) => {
                Support::Governed
            }
            (Feature::UnmanagedDisks, _) => Support::NotHonoured,
            (Feature::CustomerManagedKeys, _) => Support::ByKeyVault,
        }
    }
}
