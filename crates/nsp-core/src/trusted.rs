//! The trusted services of the storage firewall.
//!
//! Source: "Trusted Azure services for Azure Storage network security", 2025-06-24.

use crate::trace::{By, Match, Miss, Missing};

/// The services that `bypass: AzureServices` lets in: resource types, and namespaces of which
/// every type is let in.
pub const TRUSTED_SERVICE_TYPES: &[&str] = &[
    // By registration in the account's tenant.
    "Microsoft.DataBox",
    "Microsoft.DevTestLab",
    "Microsoft.EventGrid",
    "Microsoft.EventHub",
    "Microsoft.HDInsight",
    "Microsoft.ImportExport",
    "Microsoft.Insights",
    "Microsoft.Kusto",
    "Microsoft.Network",
    "Microsoft.RecoveryServices",
    "Microsoft.SiteRecovery",
    "Microsoft.StorageSync",
    // By a managed identity.
    "Microsoft.AgFoodPlatform/farmBeats",
    "Microsoft.ApiManagement/service",
    "Microsoft.AutonomousSystems/workspaces",
    "Microsoft.Cache/Redis",
    "Microsoft.CognitiveService/accounts",
    "Microsoft.CognitiveServices/accounts",
    "Microsoft.CostManagementExports",
    "Microsoft.DBForPostgreSQL",
    "Microsoft.DataFactory/factories",
    "Microsoft.DataProtection/BackupVaults",
    "Microsoft.DataShare/accounts",
    "Microsoft.Databricks/accessConnectors",
    "Microsoft.DeviceRegistry/schemaRegistries",
    "Microsoft.Devices/IotHubs",
    "Microsoft.Fabric",
    "Microsoft.HealthcareApis/services",
    "Microsoft.HealthcareApis/workspaces",
    "Microsoft.IoTCentral/IoTApps",
    "Microsoft.KeyVault/managedHSMs",
    "Microsoft.Logic/integrationAccounts",
    "Microsoft.Logic/workflows",
    "Microsoft.MachineLearning/registries",
    "Microsoft.MachineLearningServices",
    "Microsoft.Media/mediaservices",
    "Microsoft.Migrate/migrateprojects",
    "Microsoft.PowerPlatform/enterprisePolicies",
    "Microsoft.ProjectArcadia/workspaces",
    "Microsoft.ProjectBabylon/accounts",
    "Microsoft.Purview/accounts",
    "Microsoft.Search/searchServices",
    "Microsoft.Security/dataScanners",
    "Microsoft.Singularity/accounts",
    "Microsoft.Sql",
    "Microsoft.StorageActions/storageTasks",
    "Microsoft.StreamAnalytics",
    "Microsoft.Synapse/workspaces",
    "Microsoft.VideoIndexer/accounts",
];

/// Whether a caller of this type, or namespace, is trusted.
#[must_use]
pub fn trusts(service: &str) -> Match {
    let namespace = namespace_of(service);
    let is_namespace = namespace.len() == service.len();
    let listed = TRUSTED_SERVICE_TYPES
        .iter()
        .any(|entry| entry.eq_ignore_ascii_case(service) || entry.eq_ignore_ascii_case(namespace));
    if listed {
        Match::Matches(By::Itself)
    } else if is_namespace
        && TRUSTED_SERVICE_TYPES
            .iter()
            .any(|entry| namespace_of(entry).eq_ignore_ascii_case(service))
    {
        Match::Undecided(Missing::CallerService)
    } else {
        Match::Misses(Miss::NotTrusted)
    }
}

fn namespace_of(service: &str) -> &str {
    service.split('/').next().unwrap_or(service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_entry_covers_its_types_and_a_typed_entry_only_itself() {
        let check =
            |service: &str, expected: Match| assert_eq!(trusts(service), expected, "{service}");
        check("Microsoft.EventGrid", Match::Matches(By::Itself));
        check("microsoft.eventgrid/topics", Match::Matches(By::Itself));
        check("Microsoft.DataFactory/Factories", Match::Matches(By::Itself));
        check("Microsoft.DataFactory", Match::Undecided(Missing::CallerService));
        check("Microsoft.DataFactory/dataFactories", Match::Misses(Miss::NotTrusted));
        check("Microsoft.Web/sites", Match::Misses(Miss::NotTrusted));
        check("Microsoft.Web", Match::Misses(Miss::NotTrusted));
    }
}
