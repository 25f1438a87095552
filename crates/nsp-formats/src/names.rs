//! The one spelling of each enumeration value, the same in files, on the command line and in
//! reports.

use nsp_core::{
    Authentication, Direction, Feature, Ground, LogCategory, Protocol, Reads, Source, State,
    Sureness, Verdict,
};

/// An enumeration whose values have names.
pub trait Named: Copy + PartialEq + 'static {
    /// Every value with its name, in the order to show them.
    const NAMES: &'static [(Self, &'static str)];

    /// The name of this value.
    #[must_use]
    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }

    /// The value of a name. Case, spaces, `-` and `_` do not count, so that `accountKey` and
    /// `Account Key` are read as `account-key`.
    #[must_use]
    fn from_name(text: &str) -> Option<Self> {
        let letters = |text: &str| -> String {
            text.chars()
                .filter(|c| !matches!(c, '-' | '_' | ' '))
                .map(|c| c.to_ascii_lowercase())
                .collect()
        };
        let wanted = letters(text);
        Self::NAMES.iter().find(|(_, name)| letters(name) == wanted).map(|(value, _)| *value)
    }
}

/// The portal's name of a state, for screens and texts.
#[must_use]
pub const fn state_name(state: State) -> &'static str {
    match state {
        State::NotAssociated => "Not associated",
        State::Learning => "Transition",
        State::Enforced => "Enforced",
        State::Audit => "Audit",
    }
}

macro_rules! names {
    ($($type:ident { $($variant:ident = $name:literal,)* })*) => {$(
        impl Named for $type {
            const NAMES: &'static [(Self, &'static str)] = &[$(($type::$variant, $name),)*];
        }
        const _: fn($type) = |value| match value { $($type::$variant => (),)* };
    )*};
}

names! {
    Verdict { Allowed = "allowed", Denied = "denied", Unknown = "unknown", }
    State {
        NotAssociated = "not-associated",
        Learning = "transition",
        Enforced = "enforced",
        Audit = "audit",
    }
    Direction { Inbound = "inbound", Outbound = "outbound", }
    Authentication {
        ManagedIdentity = "managed-identity",
        Entra = "entra",
        Sas = "sas",
        AccountKey = "account-key",
        Anonymous = "anonymous",
    }
    Protocol { Https = "https", Smb = "smb", Nfs = "nfs", Sftp = "sftp", }
    Reads { Logs = "logs", Metrics = "metrics", }
    Feature {
        ObjectReplication = "object-replication",
        LifecycleManagement = "lifecycle-management",
        BlobInventory = "blob-inventory",
        VaultedBackup = "vaulted-backup",
        UnmanagedDisks = "unmanaged-disks",
        CustomerManagedKeys = "customer-managed-keys",
    }
    Ground {
        NotGoverned = "not-governed",
        PrivateEndpoint = "private-endpoint",
        IntraPerimeter = "intra-perimeter",
        Link = "link",
        PerimeterRule = "perimeter-rule",
        NoPerimeterRule = "no-perimeter-rule",
        TrustedService = "trusted-service",
        ResourceInstance = "resource-instance",
        VirtualNetworkRule = "virtual-network-rule",
        IpRule = "ip-rule",
        DefaultAllow = "default-allow",
        NoFirewallRule = "no-firewall-rule",
        PublicNetworkAccessDisabled = "public-network-access-disabled",
        LockedDown = "locked-down",
        UnrestrictedOutbound = "unrestricted-outbound",
        Protocol = "protocol",
        UnsupportedFeature = "unsupported-feature",
        Undecided = "undecided",
    }
    Sureness {
        Documented = "documented",
        Conflicting = "conflicting",
        Inferred = "inferred",
    }
    LogCategory {
        NspPrivateInboundAllowed = "NspPrivateInboundAllowed",
        NspIntraPerimeterInboundAllowed = "NspIntraPerimeterInboundAllowed",
        NspCrossPerimeterInboundAllowed = "NspCrossPerimeterInboundAllowed",
        NspCrossPerimeterOutboundAllowed = "NspCrossPerimeterOutboundAllowed",
        NspPublicInboundPerimeterRulesAllowed = "NspPublicInboundPerimeterRulesAllowed",
        NspPublicInboundPerimeterRulesDenied = "NspPublicInboundPerimeterRulesDenied",
        NspPublicInboundResourceRulesAllowed = "NspPublicInboundResourceRulesAllowed",
        NspPublicInboundResourceRulesDenied = "NspPublicInboundResourceRulesDenied",
        NspPublicOutboundPerimeterRulesAllowed = "NspPublicOutboundPerimeterRulesAllowed",
        NspPublicOutboundPerimeterRulesDenied = "NspPublicOutboundPerimeterRulesDenied",
        NspPublicOutboundResourceRulesAllowed = "NspPublicOutboundResourceRulesAllowed",
        NspPublicOutboundResourceRulesDenied = "NspPublicOutboundResourceRulesDenied",
        NspOutboundAttempt = "NspOutboundAttempt",
    }
    Source {
        Con25 = "CON25",
        Tr25 = "TR25",
        Tr24a = "TR24a",
        Dl25 = "DL25",
        Dl24 = "DL24",
        Link26 = "LINK26",
        Tag26 = "TAG26",
        Dbx = "DBX",
        Se26 = "SE26",
        Lim24 = "LIM24",
        St25 = "ST25",
        St25p = "ST25P",
        St26 = "ST26",
        Fwlim = "FWLIM",
        Fwov = "FWOV",
        Fwtrust = "FWTRUST",
        Fwres = "FWRES",
        Fwip = "FWIP",
        Appc26 = "APPC26",
        Aoai25 = "AOAI25",
        Ct5 = "CT5",
        Spec = "SPEC",
        Btypes = "BTYPES",
        Logcat = "LOGCAT",
        Qa1 = "QA1",
    }
}
