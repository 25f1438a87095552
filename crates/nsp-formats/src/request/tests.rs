//! Each field, alone and beside the others, and the way to the command line and back.

use nsp_core::{Address, Destination, Flow, Path, Snapshot};

use super::{Field, RequestForm, cli_arguments};
use crate::scenario::{self, Scenario};

fn estate() -> Snapshot {
    let text = include_str!("../../tests/data/retail.json");
    Scenario::parse("retail.json", text).unwrap().value.snapshot().value
}

fn form(change: impl FnOnce(&mut RequestForm)) -> RequestForm {
    let mut form = RequestForm { resource: Some("stweb".to_owned()), ..RequestForm::default() };
    change(&mut form);
    form
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn every_field_is_checked() {
    let check = |change: fn(&mut RequestForm), field: Field, message: &str| {
        let errors = form(change).build(&estate()).unwrap_err();
        assert_eq!(errors[0].field, field, "{errors:?}");
        assert!(errors[0].message.contains(message), "{errors:?}");
    };
    check(|it| it.resource = None, Field::Resource, "Say which resource");
    check(|it| it.from = some("203.0.113.0/24"), Field::Address, "such as `203.0.113.0`");
    check(|it| it.from = some("office"), Field::Address, "or `other`");
    check(|it| it.address_is_public = true, Field::AddressIsPublic, "Write the address");
    check(|it| it.from_resource = some("vm"), Field::FromResource, "named by its id");
    check(|it| it.from_resource = some("/vm"), Field::FromResource, "not the id of a resource");
    check(|it| it.from_subscription = some("a/b"), Field::FromSubscription, "GUID");
    check(|it| it.from_perimeters = vec!["x".to_owned()], Field::FromPerimeters, "GUID or its id");
    check(|it| it.from_subnet = some("shop"), Field::FromSubnet, "not the id of a subnet");
    check(|it| it.path = some("tunnel"), Field::Path, "`public`, `private-endpoint`");
    check(|it| it.path = some("service-endpoint"), Field::FromSubnet, "Write the subnet");
    check(|it| it.service = some("eventgrid"), Field::Service, "`Microsoft.EventGrid`");
    check(|it| it.authentication = some("kerberos"), Field::Authentication, "`managed-identity`");
    check(|it| it.protocol = some("ftp"), Field::Protocol, "`smb`, `nfs` or `sftp`");
    check(|it| it.reads = some("all"), Field::Reads, "`logs` or `metrics`");
    check(|it| it.feature = some("backup"), Field::Feature, "`vaulted-backup`");
    check(|it| it.outbound_to = some("https://a.example/b"), Field::OutboundTo, "without scheme");
    check(|it| it.outbound_to = some("partner"), Field::OutboundTo, "host name such as");
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let fields = |change: fn(&mut RequestForm)| -> Vec<Field> {
        let errors = form(change).build(&estate()).unwrap_err();
        errors.into_iter().map(|error| error.field).collect()
    };
    let outbound = |it: &mut RequestForm| {
        it.outbound_to = some("api.partner.example");
        it.from = some("203.0.113.7");
        it.protocol = some("smb");
    };
    assert_eq!(fields(outbound), [Field::Address, Field::Protocol]);
    let two_paths = |it: &mut RequestForm| {
        it.path = some("private-endpoint");
        it.from_subnet = some(SUBNET);
    };
    assert_eq!(fields(two_paths), [Field::FromSubnet]);
    let reads = |it: &mut RequestForm| {
        it.protocol = some("nfs");
        it.reads = some("logs");
    };
    assert_eq!(fields(reads), [Field::Reads]);
}

const SUBNET: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/shop";

#[test]
fn fields_mean_what_they_say() {
    let build = |change: fn(&mut RequestForm)| form(change).build(&estate()).unwrap();
    let inbound = |change: fn(&mut RequestForm)| match build(change).flow {
        Flow::Inbound(inbound) => inbound,
        Flow::Outbound(_) => panic!("asked as an inbound request"),
    };
    assert_eq!(inbound(|it| it.from = some("Other")).caller.address, Address::Other);
    let subnet = inbound(|it| it.from_subnet = some(SUBNET));
    assert!(matches!(subnet.path, Path::ServiceEndpoint { .. }));
    let named = inbound(|it| it.from_perimeters = vec!["nsp-retail".to_owned()]);
    assert!(named.caller.perimeters[0].is_resource_id());
    let own = inbound(|it| it.from_resource = some("stweb")).caller.resource.unwrap();
    assert!(own.is_storage_account());
    let outbound = |change: fn(&mut RequestForm)| match build(change).flow {
        Flow::Outbound(outbound) => outbound.destination,
        Flow::Inbound(_) => panic!("asked as an outbound request"),
    };
    assert!(matches!(outbound(|it| it.outbound_to = some("stweb")), Destination::Resource(_)));
    assert!(matches!(outbound(|it| it.outbound_to = some("a.example")), Destination::Name(_)));
}

#[test]
fn a_request_is_told_to_the_command_line_and_back() {
    let full = form(|it| {
        it.from = some("2001:db8::7");
        it.address_is_public = true;
        it.from_resource = some("/subscriptions/s/providers/Microsoft.EventGrid/topics/t");
        it.from_subscription = some("s");
        it.from_tenant = some("t");
        it.from_region = some("West Europe");
        it.from_perimeters = vec!["aaaaaaaa-0000-0000-0000-000000000001".to_owned()];
        it.path = some("standard-service-endpoint");
        it.service = some("Microsoft.EventGrid/topics");
        it.authentication = some("Managed Identity");
        it.reads = some("metrics");
        it.feature = some("blob-inventory");
    });
    let request = full.build(&estate()).unwrap();
    assert_eq!(RequestForm::from(&request).build(&estate()), Ok(request.clone()));
    assert_eq!(scenario::Request::from(&request).build(&estate()), Ok(request.clone()));
    let arguments = cli_arguments(&request).join(" ");
    assert_eq!(
        arguments,
        "--resource /subscriptions/11111111-0000-0000-0000-000000000001/resourceGroups/retail/providers/Microsoft.Storage/storageAccounts/stweb \
         --from 2001:db8::7 \
         --from-resource /subscriptions/s/providers/Microsoft.EventGrid/topics/t \
         --from-subscription s --from-tenant t --from-region WestEurope \
         --from-perimeter aaaaaaaa-0000-0000-0000-000000000001 \
         --service Microsoft.EventGrid/topics --auth managed-identity --reads metrics \
         --feature blob-inventory --address-is-public --standard-service-endpoint"
    );
    let subnet = form(|it| it.from_subnet = some(SUBNET)).build(&estate()).unwrap();
    assert!(cli_arguments(&subnet).join(" ").ends_with(&format!("--from-subnet {SUBNET}")));
}
