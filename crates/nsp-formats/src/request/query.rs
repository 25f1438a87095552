//! A request as the query of a URL: a link out of a workbook or a log row that fills in the form.
//!
//! The parameters have the names of the command line's options, each given at most once:
//!
//! | parameter | value |
//! | --- | --- |
//! | `resource` | the resource asked: its id, or its name where that is unique |
//! | `from` | the caller's address, or `other` |
//! | `address-is-public` | `true`: Azure sees that very address; alone it means the same |
//! | `from-resource` | the calling resource: its id, or its name in the estate |
//! | `from-subscription` | the caller's subscription |
//! | `from-tenant` | the caller's tenant |
//! | `from-region` | the caller's region |
//! | `from-perimeter` | a perimeter the caller is a member of, by GUID or id; may be repeated |
//! | `from-subnet` | the subnet of a basic service endpoint |
//! | `path` | `public`, `private-endpoint`, `service-endpoint`, `standard-service-endpoint` or `control-plane` |
//! | `service` | the caller's service by its resource type |
//! | `auth`, or `authentication` | `managed-identity`, `entra`, `sas`, `account-key` or `anonymous` |
//! | `protocol` | `https`, `smb`, `nfs` or `sftp` |
//! | `reads` | `logs` or `metrics` |
//! | `feature` | such as `object-replication` |
//! | `outbound-to` | a host name or a resource; makes the request an outbound one |
//!
//! Values are percent-encoded, a space as `%20` or `+`.

use core::fmt;

use form_urlencoded::Serializer;

use super::{Field, FormError, RequestForm};

/// What is wrong with one parameter, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The parameter, as it was written.
    pub parameter: String,
    /// Short sentences. Backticks mark code.
    pub message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.parameter, self.message)
    }
}

impl std::error::Error for QueryError {}

impl From<FormError> for QueryError {
    /// The error of [`RequestForm::build`] at the parameter that gave the field.
    fn from(error: FormError) -> Self {
        Self { parameter: parameter(error.field).to_owned(), message: error.message }
    }
}

/// The parameter that gives a field.
#[must_use]
pub fn parameter(field: Field) -> &'static str {
    match field {
        // The command line has an option for each path.
        Field::Path => "path",
        other => other.option().trim_start_matches('-'),
    }
}

/// Reads a query, with or without its `?`. Parameters named in `others` are whoever else's they
/// are: passed over. Which values make sense is for [`RequestForm::build`] to say.
///
/// ```
/// use nsp_formats::request::query;
/// let form = query::parse("?resource=stweb&from=203.0.113.7&auth=sas&embed=1", &["embed"]).unwrap();
/// assert_eq!(form.from.as_deref(), Some("203.0.113.7"));
/// assert_eq!(query::write(&form), "resource=stweb&from=203.0.113.7&auth=sas");
/// let errors = query::parse("resuorce=stweb", &[]).unwrap_err();
/// assert_eq!(errors[0].to_string(), "resuorce: There is no such parameter. Is `resource` meant?");
/// ```
///
/// # Errors
///
/// Every parameter that no request has, that stands twice, or whose value is no text.
pub fn parse(query: &str, others: &[&str]) -> Result<RequestForm, Vec<QueryError>> {
    let mut form = RequestForm::default();
    let mut seen = Vec::new();
    let mut errors = Vec::new();
    let query = query.strip_prefix('?').unwrap_or(query);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if others.contains(&name.as_ref()) {
            continue;
        }
        if let Err(message) = take(&mut form, &mut seen, &name, &value) {
            errors.push(QueryError { parameter: name.into_owned(), message });
        }
    }
    if errors.is_empty() { Ok(form) } else { Err(errors) }
}

fn take(
    form: &mut RequestForm,
    seen: &mut Vec<Field>,
    name: &str,
    value: &str,
) -> Result<(), String> {
    let field = field(name).ok_or_else(|| unknown(name))?;
    if value.contains(char::REPLACEMENT_CHARACTER) {
        return Err("The value is not UTF-8. Encode it as `encodeURIComponent` does.".to_owned());
    }
    if seen.contains(&field) && field != Field::FromPerimeters {
        return Err("This stands twice. Keep one.".to_owned());
    }
    seen.push(field);
    if value.trim().is_empty() && field != Field::AddressIsPublic {
        return Ok(());
    }
    let text = || Some(value.to_owned());
    match field {
        Field::Resource => form.resource = text(),
        Field::Address => form.from = text(),
        Field::AddressIsPublic => form.address_is_public = is_true(value)?,
        Field::FromResource => form.from_resource = text(),
        Field::FromSubscription => form.from_subscription = text(),
        Field::FromTenant => form.from_tenant = text(),
        Field::FromRegion => form.from_region = text(),
        Field::FromPerimeters => form.from_perimeters.push(value.to_owned()),
        Field::FromSubnet => form.from_subnet = text(),
        Field::Path => form.path = text(),
        Field::Service => form.service = text(),
        Field::Authentication => form.authentication = text(),
        Field::Protocol => form.protocol = text(),
        Field::Reads => form.reads = text(),
        Field::Feature => form.feature = text(),
        Field::OutboundTo => form.outbound_to = text(),
    }
    Ok(())
}

/// The query that fills in a form, without `?`. Empty fields are left out.
#[must_use]
pub fn write(form: &RequestForm) -> String {
    let mut query = Serializer::new(String::new());
    let mut add = |field: Field, value: Option<&String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            query.append_pair(parameter(field), value);
        }
    };
    add(Field::Resource, form.resource.as_ref());
    add(Field::Address, form.from.as_ref());
    add(Field::AddressIsPublic, form.address_is_public.then(|| "true".to_owned()).as_ref());
    add(Field::FromResource, form.from_resource.as_ref());
    add(Field::FromSubscription, form.from_subscription.as_ref());
    add(Field::FromTenant, form.from_tenant.as_ref());
    add(Field::FromRegion, form.from_region.as_ref());
    for perimeter in &form.from_perimeters {
        add(Field::FromPerimeters, Some(perimeter));
    }
    add(Field::FromSubnet, form.from_subnet.as_ref());
    add(Field::Path, form.path.as_ref());
    add(Field::Service, form.service.as_ref());
    add(Field::Authentication, form.authentication.as_ref());
    add(Field::Protocol, form.protocol.as_ref());
    add(Field::Reads, form.reads.as_ref());
    add(Field::Feature, form.feature.as_ref());
    add(Field::OutboundTo, form.outbound_to.as_ref());
    query.finish()
}

fn field(name: &str) -> Option<Field> {
    let named = |field: &&Field| parameter(**field).eq_ignore_ascii_case(name);
    let long = name.eq_ignore_ascii_case(AUTHENTICATION).then_some(Field::Authentication);
    Field::ALL.iter().find(named).copied().or(long)
}

/// What people call `auth` in full.
const AUTHENTICATION: &str = "authentication";

fn is_true(value: &str) -> Result<bool, String> {
    match value.trim() {
        "" | "true" => Ok(true),
        "false" => Ok(false),
        other => Err(format!("`{other}` is neither `true` nor `false`. Write one of the two.")),
    }
}

fn unknown(name: &str) -> String {
    let name = name.to_lowercase();
    let near = |known: &&str| strsim::osa_distance(known, &name) <= known.len().min(name.len()) / 3;
    match Field::ALL.iter().map(|field| parameter(*field)).find(near) {
        Some(known) => format!("There is no such parameter. Is `{known}` meant?"),
        None => {
            let names: Vec<String> =
                Field::ALL.iter().map(|field| format!("`{}`", parameter(*field))).collect();
            format!("There is no such parameter. A request has {}.", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_goes_there_and_back() {
        let text = |text: &str| Some(text.to_owned());
        let form = RequestForm {
            resource: text("/subscriptions/s/providers/Microsoft.Storage/storageAccounts/st&web"),
            from: text("2001:db8::1"),
            address_is_public: true,
            from_resource: text("kv=main"),
            from_subscription: text("s#1"),
            from_tenant: text("t 1"),
            from_region: text("West Europe"),
            from_perimeters: vec!["one+two".to_owned(), "é%".to_owned()],
            from_subnet: text("subnet?"),
            path: text("service-endpoint"),
            service: text("Microsoft.EventGrid/topics"),
            authentication: text("sas"),
            protocol: text("smb"),
            reads: text("logs"),
            feature: text("object-replication"),
            outbound_to: text("api.partner.example"),
        };
        let query = write(&form);
        assert!(query.is_ascii() && !query.contains([' ', '#', '?']), "{query}");
        assert_eq!(parse(&query, &[]), Ok(form));
        for field in Field::ALL {
            assert!(query.contains(&format!("{}=", parameter(*field))), "{field:?}");
        }
    }

    #[test]
    fn both_spellings_and_any_case_are_read() {
        let form = parse("Resource=stweb&authentication=sas&address-is-public&from=", &[]).unwrap();
        assert_eq!(form.authentication.as_deref(), Some("sas"));
        assert_eq!((form.address_is_public, form.from), (true, None));
        assert_eq!(parse("", &[]), Ok(RequestForm::default()));
    }

    #[test]
    fn what_is_wrong_is_told_at_its_parameter() {
        let check = |query: &str, said: &[&str]| {
            let errors = parse(query, &["embed"]).unwrap_err();
            let found: Vec<String> = errors.iter().map(ToString::to_string).collect();
            assert_eq!(found.len(), said.len(), "{found:?}");
            for (found, said) in found.iter().zip(said) {
                assert!(found.starts_with(said), "{found}");
            }
        };
        check("embed=1&x=1&fom=2", &["x: There is no such parameter. A request has", "fom: "]);
        check("from=1&from=2", &["from: This stands twice."]);
        check("auth=sas&authentication=sas", &["authentication: This stands twice."]);
        check("address-is-public=yes", &["address-is-public: `yes` is neither"]);
        check("from-region=%ff", &["from-region: The value is not UTF-8."]);
        let form = parse("resource=stweb&auth=ldap", &[]).unwrap();
        let errors = form.build(&nsp_core::Snapshot::default()).unwrap_err();
        let errors: Vec<QueryError> = errors.into_iter().map(QueryError::from).collect();
        let parameters: Vec<&str> = errors.iter().map(|it| it.parameter.as_str()).collect();
        assert_eq!(parameters, ["resource", "auth"]);
    }
}
