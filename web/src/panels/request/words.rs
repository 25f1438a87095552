//! What each field of the bar is called, and the line that explains it.

use crate::state::Field;

/// What to do where no resource is described.
pub(super) const NO_RESOURCE: &str = "No resource is described yet. Open its ARM document or Terraform plan, or add one under Estate.";

/// The label of a field that stands in the bar.
#[must_use]
pub(super) const fn label(field: Field, outbound: bool) -> &'static str {
    match field {
        Field::Direction => "Direction",
        Field::Resource if outbound => "From",
        Field::Resource | Field::OutboundTo => "To",
        Field::From => "From",
        Field::Authentication => "Authentication",
        Field::Protocol => "Protocol",
        _ => "",
    }
}

/// One line that says what such a field is for and what may be written in it.
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
        _ => "",
    }
}
