//! The types as TypeScript sees them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface Document { name: string; text: string }

export type Verdict = "allowed" | "denied" | "unknown";
export type State = "not-associated" | "transition" | "enforced" | "audit";
export type Sureness = "documented" | "conflicting" | "inferred";
export type Ground =
  | "not-governed" | "private-endpoint" | "intra-perimeter" | "link" | "perimeter-rule"
  | "no-perimeter-rule" | "trusted-service" | "resource-instance" | "virtual-network-rule"
  | "ip-rule" | "default-allow" | "no-firewall-rule" | "public-network-access-disabled"
  | "locked-down" | "unrestricted-outbound" | "protocol" | "unsupported-feature" | "undecided";

/** A request, as in a scenario document. `outboundTo` makes it an outbound one. */
export interface Request {
  resource: string;
  from?: {
    address?: string;
    addressIsPublic?: boolean;
    resource?: string;
    service?: string;
    subscription?: string;
    tenant?: string;
    region?: string;
    perimeters?: string[];
    subnet?: string;
  };
  path?: "public" | "private-endpoint" | "service-endpoint" | "standard-service-endpoint" | "control-plane";
  authentication?: "managed-identity" | "entra" | "sas" | "account-key" | "anonymous";
  protocol?: "https" | "smb" | "nfs" | "sftp";
  reads?: "logs" | "metrics";
  feature?:
    | "object-replication" | "lifecycle-management" | "blob-inventory"
    | "vaulted-backup" | "unmanaged-disks" | "customer-managed-keys";
  outboundTo?: string;
}

export interface Basis { sureness: Sureness; sources: string[] }

/** One fact established on the way to an answer. Backticks in texts mark code. */
export interface Step {
  step: string;
  result: string;
  rule: string | null;
  title: string;
  text: string;
  nearMiss: boolean;
  basis: Basis;
}

export interface Alternative { revision?: string; verdict: Verdict; ground: Ground }

export interface Decision {
  state: State;
  verdict: Verdict;
  category: string | null;
  ground: Ground;
  rule: string | null;
  basis: Basis;
  reason: string;
  missing: string[];
  alsoLogged?: string;
  wouldBe?: Alternative;
  otherRevision?: Alternative;
  trace: Step[];
  outboundLeg?: Decision;
  inboundLeg?: Decision;
  call?: Verdict;
}

/** The last three are null where the resource is in no perimeter. */
export interface Comparison {
  notAssociated: Decision;
  transition: Decision | null;
  enforced: Decision | null;
  audit: Decision | null;
}

export interface Finding {
  severity: "error" | "warning" | "info";
  file: string;
  pointer: string;
  line?: number;
  column?: number;
  message: string;
}

export type Turn = "lost" | "gained" | "becomesUnknown" | "wasUnknown" | "staysUnknown";
export type PermissionKind =
  | "ipRule" | "defaultAllow" | "virtualNetworkRule" | "trustedService" | "resourceInstance"
  | "unrestrictedOutbound" | "perimeterRule" | "samePerimeter" | "link" | "privateEndpoint"
  | "notGoverned" | "undecided";

/** Requests to or from one resource that change in one way, by one permission. */
export interface Change {
  resource: string;
  direction: "inbound" | "outbound";
  change: Turn;
  permission: { kind: PermissionKind; rule?: string };
  /** Any of these; an attribute that is not listed may have any value, `*` is one not named. */
  callers: Record<string, (string | null)[]>[];
  /** Of a way in: the fewest prefixes. */
  addresses?: string[];
  /** Of a way out; `*` is every name but those in `except`. */
  names?: string[];
  except?: string[];
  /** Decimal digits: it may be more than a number holds. */
  size: string;
  text: string;
  missing?: string[];
  assumed?: string[];
  witness: {
    request: Request;
    text: string;
    cli: string[];
    before: Verdict;
    after: Verdict;
    call?: { before: Verdict; after: Verdict };
  };
}

export interface Changes {
  counts: { lost: number; gained: number; becomesUnknown: number; wasUnknown: number };
  compared: { resource: string; before: State; after: State }[];
  leftOut: { resource: string; why: "accessMode" | "association" | "oneSided" | "tooManyCallers" }[];
  changes: Change[];
  unknown: Change[];
  /** What is wrong with the documents. */
  errors?: Finding[];
}

export interface Remark {
  /** Such as `over-wide`. */
  lint: string;
  severity: "warning" | "info";
  /** The ARM id of what it is about; of a saved request or an expectation its place. */
  id: string;
  /** RFC 6901 into the scenario. */
  pointer: string;
  message: string;
  source: string | null;
  /** What the fix does; null where only a person can decide. */
  fix: string | null;
  /** Why the scenario suppresses it. */
  suppressed: string | null;
}

export interface Review {
  counts: { warning: number; info: number; suppressed: number };
  remarks: Remark[];
  /** What is wrong with the documents. */
  errors?: Finding[];
}

/** A configuration, ready to be asked. Call `free()` when done with it. */
export class Engine {
  /** Makes an engine from documents; several together make one estate. Throws if one is no JSON. */
  constructor(documents: Document[]);
  /** What a reader should know about the documents. */
  readonly findings: Finding[];
  /** The documents as one scenario document. */
  readonly scenario: string;
  /** Answers a request in every state. Throws if a field is wrong, and says what to write. */
  compare(request: Request): Comparison;
  /** Answers a request in one state; by default the one the estate is in. */
  decide(request: Request, state?: State): Decision;
  /**
   * Computes everything that enforcing takes away, over all traffic. By default all associations,
   * each from the state it is in to `enforced`.
   */
  enforce(options?: { resources?: string[]; from?: State; to?: State }): Changes;
  /** Computes everything that another configuration lets through differently. */
  diff(after: Engine): Changes;
  /** Lists what the configuration would better not be, each with its source and its fix. */
  review(): Review;
  free(): void;
}
"#;
