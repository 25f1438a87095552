//! A request in one line.

use nsp_core::{
    Address, Authentication, Caller, Destination, Flow, Inbound, Path, Protocol, Reads, Request,
};

use super::reason::feature_name;
use super::{code, short};

/// A request in one line: "`198.51.100.20`, SAS, to `stweb` over HTTPS". Backticks mark code.
#[must_use]
pub fn describe(request: &Request) -> String {
    let resource = code(request.resource.name());
    let mut line = match &request.flow {
        Flow::Inbound(inbound) => describe_inbound(inbound, &resource),
        Flow::Outbound(outbound) => match &outbound.destination {
            Destination::Name(name) => format!("{resource} to {}", code(name)),
            Destination::Resource(id) => format!("{resource} to {}", code(id.name())),
        },
    };
    if let Some(feature) = request.feature {
        line.push_str(", for ");
        line.push_str(feature_name(feature));
    }
    line
}

fn describe_inbound(inbound: &Inbound, resource: &str) -> String {
    let mut parts = caller(&inbound.caller);
    parts.extend(match &inbound.path {
        Path::Public => None,
        Path::PrivateEndpoint => Some("through a private endpoint".to_owned()),
        Path::ServiceEndpoint { subnet } => {
            Some(format!("through a service endpoint of {}", code(subnet.name())))
        }
        Path::StandardServiceEndpoint => Some("through a standard service endpoint".to_owned()),
        Path::ControlPlane => Some("through Azure Resource Manager".to_owned()),
    });
    parts.extend(inbound.authentication.map(|it| authentication_name(it).to_owned()));
    let what = match inbound.reads {
        None => "",
        Some(Reads::Logs) => ", reading logs",
        Some(Reads::Metrics) => ", reading metrics",
    };
    format!("{}, to {resource} over {}{what}", parts.join(", "), protocol(inbound.protocol))
}

fn caller(caller: &Caller) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(caller.resource.as_ref().map(|it| code(it.name())));
    parts.extend(caller.service.as_ref().map(|it| code(it)));
    match caller.address {
        Address::Given(address) => parts.push(code(&address.to_string())),
        Address::Other => parts.push("an address that no rule names".to_owned()),
        Address::NotGiven => {}
    }
    parts.extend(
        caller.subscription.as_ref().map(|it| format!("subscription {}", code(it.as_str()))),
    );
    parts.extend(caller.tenant.as_ref().map(|it| format!("tenant {}", code(it.as_str()))));
    parts.extend(caller.region.as_ref().map(|it| format!("region {}", code(it.as_str()))));
    parts.extend(
        caller.perimeters.iter().map(|it| format!("member of {}", code(short(it.as_str())))),
    );
    if parts.is_empty() {
        parts.push("a caller of whom nothing is given".to_owned());
    }
    parts
}

/// How a caller proves who it is, as a screen names it.
#[must_use]
pub fn authentication_name(authentication: Authentication) -> &'static str {
    match authentication {
        Authentication::ManagedIdentity => "managed identity",
        Authentication::Entra => "Entra user or service principal",
        Authentication::Sas => "SAS token",
        Authentication::AccountKey => "account key",
        Authentication::Anonymous => "anonymous",
    }
}

pub(crate) fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Https => "HTTPS",
        Protocol::Smb => "SMB",
        Protocol::Nfs => "NFS",
        Protocol::Sftp => "SFTP",
    }
}
