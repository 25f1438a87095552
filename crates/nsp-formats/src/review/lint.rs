//! The lints by name.

macro_rules! lints {
    ($($(#[$about:meta])* $lint:ident $code:literal;)*) => {
        /// What is looked for. The code is what a suppression names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Lint {$($(#[$about])* $lint,)*}

        impl Lint {
            /// Every lint.
            pub const ALL: &[Self] = &[$(Self::$lint,)*];

            /// Its code, such as `over-wide`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {$(Self::$lint => $code,)*}
            }
        }
    };
}

lints! {
    /// An element that another element of the profile allows already.
    RedundantElement "redundant-element";
    /// A rule of which every element is redundant.
    RedundantRule "redundant-rule";
    /// Prefixes that fewer say as well.
    MergeablePrefixes "mergeable-prefixes";
    /// A prefix or a pattern that lets in, or out to, far more than one organisation.
    OverWide "over-wide";
    /// A prefix from which no public traffic comes.
    NeverMatches "never-matches";
    /// A prefix with bits behind its length.
    HostBits "host-bits";
    /// A prefix that Azure refuses in an account's own IP rules.
    NarrowIpRule "narrow-ip-rule";
    /// An address in the list of the other family.
    WrongFamily "wrong-family";
    /// Elements in a rule of the other direction.
    WrongDirection "wrong-direction";
    /// Elements of several kinds in one rule.
    SeveralKinds "several-kinds";
    /// Elements that decide nothing.
    DecidesNothing "decides-nothing";
    /// A rule without elements.
    EmptyRule "empty-rule";
    /// A service tag in a rule for storage accounts.
    ServiceTagOnStorage "service-tag-on-storage";
    /// A profile or a perimeter with which no resource is associated.
    NothingAssociated "nothing-associated";
    /// An association to a profile that is not there.
    MissingProfile "missing-profile";
    /// More associations of a resource than Azure takes.
    SeveralAssociations "several-associations";
    /// An association that is not Enforced.
    NotEnforced "not-enforced";
    /// `SecuredByPerimeter` without an association.
    LockedDown "locked-down";
    /// A firewall that lets trusted services in, which Enforced does not.
    ReliesOnTrustedServices "relies-on-trusted-services";
    /// Rules of an account's own firewall that are not looked at.
    FirewallWithoutEffect "firewall-without-effect";
    /// A member of a perimeter without a managed identity.
    NoManagedIdentity "no-managed-identity";
    /// A feature or protocol that a perimeter blocks.
    UnsupportedFeature "unsupported-feature";
    /// A Key Vault that the account will not reach for its key.
    KeyVaultOutOfReach "key-vault-out-of-reach";
    /// Logs that go to a resource outside the perimeter.
    DiagnosticsOutside "diagnostics-outside";
    /// A link that is not in force.
    LinkNotApproved "link-not-approved";
    /// More than Azure takes.
    OverLimit "over-limit";
    /// Nearly as much as Azure takes.
    NearLimit "near-limit";
    /// A name that Azure refuses, or has given already.
    BadName "bad-name";
    /// A suppression that suppresses nothing.
    UnusedSuppression "unused-suppression";
}
