//! Titles, dates and addresses of the documents that rules rest on.

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its key, as traces print it.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The date it bears, where it bears one.
    pub date: Option<&'static str>,
    /// Where it can be read.
    pub url: &'static str,
}

macro_rules! documents {
    ($($key:literal $title:literal $date:expr, $url:literal;)*) => {
        /// Every document.
        pub const DOCUMENTS: &[Document] = &[$(Document { key: $key, title: $title, date: $date, url: $url },)*];
    };
}

documents! {
    "CON25" "Network security perimeter concepts" Some("2025-08-01"), "https://learn.microsoft.com/azure/private-link/network-security-perimeter-concepts";
    "TR25" "Transition to a network security perimeter" Some("2025-05-16"), "https://learn.microsoft.com/azure/private-link/network-security-perimeter-transition";
    "TR24a" "Transition to a network security perimeter, first edition" Some("2024-06-04"), "https://github.com/MicrosoftDocs/azure-docs/blob/1c0d80f/articles/private-link/network-security-perimeter-transition.md";
    "DL25" "Diagnostic logs for network security perimeter" Some("2025-08-01"), "https://learn.microsoft.com/azure/private-link/network-security-perimeter-diagnostic-logs";
    "DL24" "Collect resource logs, first edition" Some("2024-06-04"), "https://github.com/MicrosoftDocs/azure-docs/blob/1c0d80f/articles/private-link/network-security-perimeter-collect-resource-logs.md";
    "LINK26" "Perimeter links" Some("2026-07-08"), "https://learn.microsoft.com/azure/private-link/perimeter-links-overview";
    "TAG26" "Service tags in access rules" Some("2026-10-02"), "https://learn.microsoft.com/azure/private-link/configure-network-security-perimeter-service-tag";
    "DBX" "Azure Databricks: serverless compute and network security perimeters" Some("2026"), "https://learn.microsoft.com/azure/databricks/security/network/serverless-network-security/serverless-nsp-firewall";
    "SE26" "Standard service endpoints" Some("2026-07-08"), "https://learn.microsoft.com/azure/virtual-network/service-endpoint-standard-overview";
    "LIM24" "Limits of network security perimeter" Some("2024-10-28"), "https://github.com/MicrosoftDocs/azure-docs/blob/1f09494/includes/network-security-perimeter-limits.md";
    "ST25" "Network security perimeter for Azure Storage" Some("2025-07-27"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-perimeter";
    "ST25P" "Network security perimeter for Azure Storage (preview)" Some("2025-06-18"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-perimeter";
    "ST26" "Network security perimeter for Azure Storage, as quoted" Some("2026-07-07"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-perimeter";
    "FWLIM" "Storage firewall: limitations" Some("2025-06-18"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations";
    "FWOV" "Storage firewall: overview" Some("2025-06-18"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-overview";
    "FWTRUST" "Storage firewall: trusted Azure services" Some("2025-06-24"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services";
    "FWRES" "Storage firewall: resource instances" Some("2025-06-18"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-resource-instances";
    "FWIP" "Storage firewall: IP address ranges" Some("2025-06-18"), "https://learn.microsoft.com/azure/storage/common/storage-network-security-ip-address-range";
    "APPC26" "App Configuration and network security perimeter" Some("2026-05-18"), "https://learn.microsoft.com/azure/azure-app-configuration/concept-network-security-perimeter";
    "AOAI25" "Azure OpenAI and network security perimeter" Some("2025-11-20"), "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/network-security-perimeter";
    "CT5" "REST common types: perimeter configuration, version 5" None, "https://github.com/Azure/azure-rest-api-specs/blob/main/specification/common-types/resource-management/v5/networksecurityperimeter.json";
    "SPEC" "REST specification 2025-05-01 of Microsoft.Network" Some("2025-05-01"), "https://github.com/Azure/azure-rest-api-specs/blob/b6e098b/specification/network/resource-manager/Microsoft.Network/stable/2025-05-01/networkSecurityPerimeter.json";
    "BTYPES" "ARM types of Microsoft.Storage 2026-04-01" Some("2026-04-01"), "https://github.com/Azure/bicep-types-az/blob/main/generated/storage/microsoft.storage/2026-04-01/types.md";
    "LOGCAT" "Azure Monitor: resource log categories" Some("2024-09-02"), "https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-network-networksecurityperimeters-logs";
    "QA1" "Question 5859620: Transition is blocking some inbound traffic" Some("2026-04-14"), "https://learn.microsoft.com/answers/questions/5859620";
}

/// The document of a key, compared without case.
#[must_use]
pub fn source(key: &str) -> Option<&'static Document> {
    DOCUMENTS.iter().find(|document| document.key.eq_ignore_ascii_case(key))
}
