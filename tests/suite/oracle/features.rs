//! What the storage article supports: rulings 6.

use nsp_core::{Feature, Ground, Protocol, Revision, Verdict};

use super::{Answer, Case, denied};

/// What the table says of a request to a storage account.
#[derive(Clone, Copy)]
pub(super) enum Gate {
    /// The table ends it.
    Ends(Answer),
    /// The rules are not honoured.
    AsIfNotAssociated,
    /// The Key Vault must be reachable.
    ByKeyVault,
    /// An address prefix or the account's IP rules can allow it, nothing else.
    OnlyByAddress,
    /// Governed by the rules.
    Passes,
}

/// `other_end_associated` is whether the resource at the other end governs by an association.
pub(super) fn gate(
    case: Case<'_>,
    associated: bool,
    protocol: Protocol,
    other_end_associated: bool,
) -> Gate {
    if !case.is_storage_account() {
        return Gate::Passes;
    }
    let blocked_protocol = match protocol {
        Protocol::Https => false,
        Protocol::Nfs | Protocol::Sftp => associated,
        Protocol::Smb => associated && case.revision == Revision::GeneralAvailability,
    };
    if blocked_protocol {
        return Gate::Ends(denied(Ground::Protocol, None));
    }
    let only_by_address = associated && protocol == Protocol::Smb;
    let governed = if only_by_address { Gate::OnlyByAddress } else { Gate::Passes };
    let blocked = Gate::Ends(denied(Ground::UnsupportedFeature, None));
    let unsupported = Gate::Ends(Answer {
        verdict: Verdict::Unknown,
        ground: Ground::UnsupportedFeature,
        category: None,
    });
    match (case.feature, case.revision) {
        (None, _) => governed,
        (Some(Feature::ObjectReplication), Revision::GeneralAvailability)
            if other_end_associated =>
        {
            blocked
        }
        (Some(Feature::ObjectReplication), _) if associated => blocked,
        (Some(Feature::LifecycleManagement | Feature::BlobInventory), Revision::Preview)
            if associated =>
        {
            unsupported
        }
        (Some(Feature::VaultedBackup), _) if associated => unsupported,
        (Some(Feature::UnmanagedDisks), _) if associated => Gate::AsIfNotAssociated,
        (Some(Feature::CustomerManagedKeys), _) => Gate::ByKeyVault,
        (Some(_), _) => governed,
    }
}
