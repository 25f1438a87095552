//! What each ruling rests on.

use crate::trace::Source::{
    Aoai25, Appc26, Btypes, Con25, Ct5, Dbx, Dl24, Dl25, Fwip, Fwlim, Fwov, Fwres, Fwtrust, Lim24,
    Link26, Logcat, Qa1, Se26, Spec, St25, St25p, St26, Tag26, Tr24a, Tr25,
};
use crate::trace::{Basis, Source, Sureness};

const fn documented(sources: &'static [Source]) -> Basis {
    Basis { sureness: Sureness::Documented, sources }
}

const fn conflicting(sources: &'static [Source]) -> Basis {
    Basis { sureness: Sureness::Conflicting, sources }
}

const fn inferred(sources: &'static [Source]) -> Basis {
    Basis { sureness: Sureness::Inferred, sources }
}

pub(crate) const CONTROL_PLANE: Basis = documented(&[Fwlim, Aoai25]);
pub(crate) const PRIVATE_ENDPOINT: Basis = documented(&[Tr25, St25]);
pub(crate) const ASSOCIATED: Basis = documented(&[Tr25]);
pub(crate) const NOT_ASSOCIATED: Basis = documented(&[Tr25]);
pub(crate) const SEVERAL_ASSOCIATIONS: Basis = inferred(&[Spec]);
pub(crate) const SAME_PERIMETER: Basis = documented(&[Con25, Tr25]);
pub(crate) const NO_IDENTITY: Basis = inferred(&[Con25, Appc26, Aoai25]);
pub(crate) const NO_PERIMETER: Basis = inferred(&[Con25]);
pub(crate) const NO_ADDRESS: Basis = inferred(&[Con25]);
pub(crate) const LINK: Basis = documented(&[Link26, Spec]);
pub(crate) const BY_LINK: Basis = documented(&[Link26, Spec, Dl24, Logcat]);
pub(crate) const RULES: Basis = documented(&[Con25, Dl25]);
pub(crate) const SAME_REGION_RULE: Basis = inferred(&[Fwlim, Qa1]);
pub(crate) const WILDCARD: Basis = inferred(&[Con25]);
pub(crate) const SERVICE_TAG: Basis = documented(&[Tag26]);
pub(crate) const SERVICE_TAG_ON_STORAGE: Basis = conflicting(&[Tag26, Dbx]);
pub(crate) const SERVICE_ENDPOINT: Basis = documented(&[Lim24]);
pub(crate) const STANDARD_SERVICE_ENDPOINT: Basis = documented(&[Se26]);
pub(crate) const ENFORCED: Basis = documented(&[Tr25, St25]);
pub(crate) const TRANSITION_SECURED: Basis = documented(&[Tr25, Qa1]);
pub(crate) const TRANSITION_SECURED_CATEGORY: Basis = inferred(&[Dl25, Tr25]);
pub(crate) const TRANSITION_DISABLED: Basis = documented(&[Tr25]);
pub(crate) const TRANSITION_EXCEPTIONS: Basis = conflicting(&[Tr24a, Fwlim, Tr25]);
pub(crate) const TRANSITION_FIREWALL: Basis = documented(&[Tr25, St25]);
pub(crate) const AUDIT: Basis = inferred(&[Ct5]);
pub(crate) const LOCKED_DOWN: Basis = documented(&[Tr25]);
pub(crate) const PUBLIC_NETWORK_ACCESS: Basis = documented(&[Tr25, Fwlim]);
pub(crate) const ASSUMED_DEFAULT: Basis = inferred(&[Btypes]);
pub(crate) const RESOURCE_INSTANCE: Basis = documented(&[Fwres, Fwlim]);
pub(crate) const TRUSTED_SERVICE: Basis = documented(&[Fwtrust, Fwlim]);
pub(crate) const DEFAULT_ACTION: Basis = documented(&[Fwip]);
pub(crate) const VIRTUAL_NETWORK_RULE: Basis = documented(&[Fwov]);
pub(crate) const IP_RULE: Basis = documented(&[Fwip]);
pub(crate) const OTHER_FIREWALL: Basis = inferred(&[Tr25]);
pub(crate) const UNRESTRICTED_OUTBOUND: Basis = documented(&[Tr25]);
pub(crate) const PREVIEW: Basis = documented(&[St25p]);
pub(crate) const GENERAL_AVAILABILITY: Basis = documented(&[St25]);
pub(crate) const TRANSITION_MAY_PASS: Basis = conflicting(&[St26, St25, St25p]);
pub(crate) const SAS_REJECTED: Basis = conflicting(&[Con25, Tr25]);
pub(crate) const IPV6: Basis = documented(&[Con25]);
pub(crate) const UNKNOWN_RESOURCE: Basis = inferred(&[Spec]);
