//! What each field is called, and the line that explains it.

use crate::state::Field;

/// What to do where no resource is described.
pub(super) const NO_RESOURCE: &str = "No resource is described yet. Open its ARM document or Terraform plan, or add one under Estate.";

/// The label of a field.
#[must_use]
pub(super) const fn label(field: Field, outbound: bool) -> &'static str {
    match field {
        Field::Direction => "Direction",
        Field::Resource if outbound => "From",
        Field::Resource | Field::OutboundTo => "To",
        Field::From => "From",
        Field::Authentication => "Authentication",
        Field::Protocol => "Protocol",
        Field::Path => "Path",
        Field::FromResource => "Calling resource",
        Field::Service => "Calling service",
        Field::Subscription => "Caller’s subscription",
        Field::Tenant => "Caller’s tenant",
        Field::Region => "Caller’s region",
        Field::Perimeters => "Caller’s perimeters",
        Field::Subnet => "Subnet",
        Field::AddressIsPublic => "Address as Azure sees it",
        Field::Feature => "Feature",
        Field::Reads => "Reads",
    }
}

/// One line that says what a field is for and what may be written in it.
#[must_use]
pub(super) const fn help(field: Field, outbound: bool) -> &'static str {
    match field {
        Field::Direction => {
            "Inbound: somebody calls the resource. Outbound: the resource calls out."
        }
        Field::Resource if outbound => "The resource that calls out.",
        Field::Resource => "The resource that is called.",
        Field::From => {
            "The caller’s IPv4 or IPv6 address, or `other` for one that no rule names. Empty: not known."
        }
        Field::Authentication => {
            "How the caller proves who it is. Only a managed identity carries a subscription and a perimeter."
        }
        Field::Protocol => {
            "HTTPS reaches every storage service; SMB, NFS and SFTP have limits of their own."
        }
        Field::OutboundTo => {
            "A host name such as `api.partner.example`, or a resource of the estate by name or id."
        }
        Field::Path => "Which way the request arrives. A private endpoint passes in every state.",
        Field::FromResource => {
            "A calling Azure resource, by name if it is in the estate, else by its id."
        }
        Field::Service => {
            "The caller’s resource type, such as `Microsoft.EventGrid/topics`. Decides whether it is a trusted service."
        }
        Field::Subscription => {
            "The subscription of the caller’s identity. Taken from the calling resource if empty."
        }
        Field::Tenant => "The caller’s Entra tenant. Empty: taken for the account’s own.",
        Field::Region => {
            "Where the caller runs, such as `westeurope`. Empty: taken for another region."
        }
        Field::Perimeters => {
            "Perimeters the caller is in beside those of the estate: GUIDs or ids, with commas between."
        }
        Field::Subnet => "The id of the subnet whose service endpoint carries the request.",
        Field::AddressIsPublic => {
            "Matters for a caller in the account’s region, whose address is usually private."
        }
        Field::Feature => {
            "What the request is about, where the storage article names limits for it."
        }
        Field::Reads => "The firewall’s `Logging` and `Metrics` exceptions let such reads through.",
    }
}
