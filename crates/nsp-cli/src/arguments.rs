//! The command line as people write it.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use nsp_core::{Revision, State};
use nsp_formats::request::RequestForm;

/// What breaks when an Azure network security perimeter is enforced.
///
/// Reads what you have (the account, its networkSecurityPerimeterConfigurations, perimeters,
/// profiles, access rules, associations, links, ARM templates, scenarios) and answers requests in
/// every state, without asking Azure.
///
/// Where a FILE is read, a link of the playground is read as well: an argument that begins with
/// `https://`, `http://` or `#nsp`. The scenario is in the link itself; nothing is fetched.
#[derive(Parser)]
#[command(name = "nsp", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Asks one request in every state: not associated, Transition, Enforced, Audit.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Ask),
    /// Answers one request in one state, with an exit code.
    ///
    /// Exits 0 for allowed, 2 for denied, 3 for unknown, 1 for bad input. For a call between two
    /// resources of the estate the verdict on both legs counts.
    #[command(after_help = DECIDE_EXAMPLES)]
    Decide {
        #[command(flatten)]
        ask: Ask,
        /// The state to answer for; by default the one the association is in.
        #[arg(long, value_name = "STATE", ignore_case = true)]
        mode: Option<Mode>,
    },
    /// Runs the expectations of scenario documents, with an exit code.
    ///
    /// Each FILE is run by itself. Exits 0 when all hold, 2 when some fail, 3 when none fails but
    /// some answers are unknown, 1 for bad input: an expectation that cannot be checked, or a file
    /// that has none. Of a call between two resources of the estate the verdict is that on both
    /// legs.
    #[command(after_help = TEST_EXAMPLES)]
    Test(Test),
    /// Shows what every source and destination gets at every resource, and what breaks.
    ///
    /// The rows are what the documents name: addresses, subscriptions, perimeters, trusted
    /// services, subnets, names, and the sources and requests that a scenario saves. Exits 0
    /// whatever breaks, 1 for bad input.
    #[command(after_help = MATRIX_EXAMPLES)]
    Matrix(Matrix),
    /// Computes everything that enforcing takes away, over all traffic there is.
    ///
    /// Every association is taken from the state it is in to Enforced; `--from` and `--to` compare
    /// any two states. Each change names the permission, the exact addresses or names, and a
    /// request that shows it. Exits 2 where something is lost, 3 where something may be, because
    /// what decides is not known or a resource could not be compared, 0 otherwise, 1 for bad input.
    #[command(after_help = ENFORCE_EXAMPLES)]
    Enforce(Enforce),
    /// Computes everything that two configurations let through differently.
    ///
    /// Each resource is asked in the state that the configuration has it in. Exits 2 where
    /// something is lost, 3 where something may be, because what decides is not known or a resource
    /// could not be compared, 0 otherwise, 1 for bad input.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Orders the enforcements so that none breaks a flow before it must.
    ///
    /// The flows are the expectations that expect a request to be allowed. Each step says what it
    /// breaks and the smallest change that keeps it. Exits 2 where a step breaks a flow, 0 where
    /// none does, 1 for bad input.
    #[command(after_help = ROLLOUT_EXAMPLES)]
    Rollout(Rollout),
    /// Lists what a configuration would better not be: lints, each with its source and a fix.
    ///
    /// Rules that add nothing or let in too much, elements that never match, limits, associations
    /// that are not enforced, features that a perimeter blocks. A scenario can suppress a remark
    /// with a reason, under `suppressions`. Exits 2 where there is a warning, 0 otherwise, 1 for
    /// bad input.
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(Review),
    /// Makes one scenario document of several documents, and says what was not understood.
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(Convert),
    /// Prints completions for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  nsp compare estate.json --resource stweb --from 198.51.100.20 --auth sas
  nsp compare account.json perimeter.json --resource stweb --from-resource /subscriptions/… --auth managed-identity
  nsp compare estate.json --resource stweb --outbound-to api.partner.example --json";

const DECIDE_EXAMPLES: &str = "\
Examples:
  nsp decide estate.json --resource stweb --from 203.0.113.7 --mode enforced && echo still open
  nsp decide estate.json --resource stweb --private-endpoint --json";

const TEST_EXAMPLES: &str = "\
Examples:
  nsp test scenarios/*.json --junit report.xml
  nsp test expectations.json --estate perimeter.json --estate account.json";

const CONVERT_EXAMPLES: &str = "\
Examples:
  nsp convert perimeter.json account.json > estate.json
  nsp convert estate.json --redact --link --base https://playground.example/";

const MATRIX_EXAMPLES: &str = "\
Examples:
  nsp matrix estate.json
  nsp matrix account.json perimeter.json --breaks --format markdown
  nsp matrix estate.json --format csv > matrix.csv";

const ENFORCE_EXAMPLES: &str = "\
Examples:
  nsp enforce estate.json
  nsp enforce account.json perimeter.json --resource stweb --markdown > breaks.md
  nsp enforce estate.json --from not-associated --to transition --json";

const DIFF_EXAMPLES: &str = "\
Examples:
  nsp diff estate.json edited.json
  nsp diff main.json branch.json --json | jq '.changes[] | select(.change == \"lost\")'";

const ROLLOUT_EXAMPLES: &str = "\
Examples:
  nsp rollout estate.json
  nsp rollout estate.json --requests --markdown > plan.md";

const REVIEW_EXAMPLES: &str = "\
Examples:
  nsp review estate.json
  nsp review account.json perimeter.json --json | jq '.remarks[] | select(.fix)'";

#[derive(Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) estate: Estate,
    /// Lists what the scenario suppresses too.
    #[arg(long)]
    pub(crate) all: bool,
    /// Prints Markdown.
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
}

#[derive(Args)]
pub(crate) struct Rollout {
    #[command(flatten)]
    pub(crate) estate: Estate,
    /// Counts every saved request as a flow that has to get through.
    #[arg(long)]
    pub(crate) requests: bool,
    /// Prints Markdown.
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
}

#[derive(Args)]
pub(crate) struct Enforce {
    #[command(flatten)]
    pub(crate) estate: Estate,
    /// A resource to look at: its id, or its name where that is unique. May be repeated; by default
    /// all that are associated.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) resource: Vec<String>,
    /// The state before; by default the one that each association is in.
    #[arg(long, value_name = "STATE", ignore_case = true)]
    pub(crate) from: Option<Mode>,
    /// The state after.
    #[arg(long, value_name = "STATE", ignore_case = true, default_value = "enforced")]
    pub(crate) to: Mode,
    /// Prints Markdown, with every prefix and name.
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
}

#[derive(Args)]
pub(crate) struct Diff {
    /// The configuration before: a document or link. `-` reads standard input.
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// The configuration after.
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
    /// The revision of the storage article to judge both by; by default the documents' own.
    #[arg(long, value_name = "DATE")]
    pub(crate) revision: Option<ArticleRevision>,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints Markdown, with every prefix and name.
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
    /// Lists every finding about the documents, not only errors and warnings.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// The estate that is asked, and how the answer is printed.
#[derive(Args)]
pub(crate) struct Estate {
    /// Documents or links; several together make one estate. `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The revision of the storage article to judge by; by default the documents' own.
    #[arg(long, value_name = "DATE")]
    pub(crate) revision: Option<ArticleRevision>,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Lists every finding about the documents, not only errors and warnings.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Args)]
pub(crate) struct Matrix {
    /// Prints only the rows and resources where something breaks.
    #[arg(long)]
    pub(crate) breaks: bool,
    /// How to print it.
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "json")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) estate: Estate,
}

/// How a table is printed.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For a document.
    Markdown,
}

#[derive(Args)]
pub(crate) struct Test {
    /// Scenarios with expectations, as files or links. `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// A document of the estate that the expectations are about, read together with each FILE. May
    /// be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) estate: Vec<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Writes a report in JUnit's XML as well.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Lists every finding about the documents, not only errors and warnings.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Args)]
pub(crate) struct Convert {
    /// Documents or links; several together make one estate. `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Prints a link that holds the scenario instead of the scenario.
    #[arg(long)]
    pub(crate) link: bool,
    /// The address of the page that the link leads to; without one the link is a fragment alone.
    #[arg(long, value_name = "URL", requires = "link", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) base: Option<String>,
    /// Replaces names, ids and addresses, so that every answer stays as it is; drops descriptions
    /// and what is not known.
    #[arg(long)]
    pub(crate) redact: bool,
    /// Replaces addresses the same way each time. Whoever knows the seed can find them again; by
    /// default it is drawn at random.
    #[arg(long, value_name = "NUMBER", requires = "redact")]
    pub(crate) seed: Option<u64>,
}

#[derive(Args)]
pub(crate) struct Ask {
    /// The resource that is asked about: its id, or its name where that is unique.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    resource: String,

    /// The caller's address, or `other` for one that no rule names.
    #[arg(long, value_name = "ADDRESS", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from: Option<String>,
    /// The calling resource, of the estate or not.
    #[arg(long, value_name = "ID", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from_resource: Option<String>,
    /// The caller's subscription.
    #[arg(long, value_name = "ID", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from_subscription: Option<String>,
    /// The caller's tenant; by default the account's.
    #[arg(long, value_name = "ID", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from_tenant: Option<String>,
    /// The caller's region; by default another than the account's.
    #[arg(long, value_name = "NAME", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from_region: Option<String>,
    /// A perimeter the caller is a member of, by GUID or id. May be repeated.
    #[arg(long, value_name = "ID", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from_perimeter: Vec<String>,
    /// The subnet whose basic service endpoint the request comes through.
    #[arg(long, value_name = "ID", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    from_subnet: Option<String>,
    /// The caller's service by its resource type, such as Microsoft.EventGrid/topics.
    #[arg(long, value_name = "TYPE", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    service: Option<String>,
    /// Azure sees the caller's address itself, though it is in the account's region.
    #[arg(long, help_heading = "The caller")]
    address_is_public: bool,
    /// managed-identity, entra, sas, account-key or anonymous; by default an Entra user.
    #[arg(long, value_name = "KIND", help_heading = "The caller", value_parser = NonEmptyStringValueParser::new())]
    auth: Option<String>,

    /// The request comes through a private endpoint.
    #[arg(long, help_heading = "The way", group = "way")]
    private_endpoint: bool,
    /// The request comes through a standard service endpoint (preview).
    #[arg(long, help_heading = "The way", group = "way")]
    standard_service_endpoint: bool,
    /// The request goes to Azure Resource Manager.
    #[arg(long, help_heading = "The way", group = "way")]
    control_plane: bool,

    /// https, smb, nfs or sftp; by default https.
    #[arg(long, value_name = "NAME", help_heading = "What is asked", value_parser = NonEmptyStringValueParser::new())]
    protocol: Option<String>,
    /// A read of logs or metrics, which the firewall can except.
    #[arg(long, value_name = "WHAT", help_heading = "What is asked", value_parser = NonEmptyStringValueParser::new())]
    reads: Option<String>,
    /// object-replication, lifecycle-management, blob-inventory, vaulted-backup, unmanaged-disks or
    /// customer-managed-keys.
    #[arg(long, value_name = "NAME", help_heading = "What is asked", value_parser = NonEmptyStringValueParser::new())]
    feature: Option<String>,
    /// Asks outbound instead: from the resource to a host name or another resource.
    #[arg(long, value_name = "NAME-OR-RESOURCE", help_heading = "What is asked", value_parser = NonEmptyStringValueParser::new())]
    outbound_to: Option<String>,

    #[command(flatten)]
    pub(crate) estate: Estate,
}

impl Ask {
    /// The request as a form; an option that was not given is an empty field.
    pub(crate) fn form(&self) -> RequestForm {
        let ways = [
            (self.private_endpoint, "private-endpoint"),
            (self.standard_service_endpoint, "standard-service-endpoint"),
            (self.control_plane, "control-plane"),
        ];
        let path = ways.into_iter().find_map(|(chosen, name)| chosen.then(|| name.to_owned()));
        RequestForm {
            resource: Some(self.resource.clone()),
            from: self.from.clone(),
            address_is_public: self.address_is_public,
            from_resource: self.from_resource.clone(),
            from_subscription: self.from_subscription.clone(),
            from_tenant: self.from_tenant.clone(),
            from_region: self.from_region.clone(),
            from_perimeters: self.from_perimeter.clone(),
            from_subnet: self.from_subnet.clone(),
            path,
            service: self.service.clone(),
            authentication: self.auth.clone(),
            protocol: self.protocol.clone(),
            reads: self.reads.clone(),
            feature: self.feature.clone(),
            outbound_to: self.outbound_to.clone(),
        }
    }
}

/// A state, by the name that screens use or the one on the wire.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Mode {
    NotAssociated,
    #[value(alias = "learning")]
    Transition,
    Enforced,
    Audit,
}

impl From<Mode> for State {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::NotAssociated => Self::NotAssociated,
            Mode::Transition => Self::Learning,
            Mode::Enforced => Self::Enforced,
            Mode::Audit => Self::Audit,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ArticleRevision {
    #[value(name = "2025-06-18", help = "public preview")]
    Preview,
    #[value(name = "2025-07-27", help = "general availability")]
    GeneralAvailability,
}

impl From<ArticleRevision> for Revision {
    fn from(revision: ArticleRevision) -> Self {
        match revision {
            ArticleRevision::Preview => Self::Preview,
            ArticleRevision::GeneralAvailability => Self::GeneralAvailability,
        }
    }
}
