import type { UsableContract } from "../contracts/index.ts";
import type { Problem } from "../core/contract/index.ts";
import type { DiagnosticLine } from "../core/diagnostics/index.ts";
import type { Examination } from "../core/store/index.ts";
import type { Done, Refusal } from "../engine/index.ts";
import type { AddonGuide } from "../guide/index.ts";
import type {
  ComparisonRecord,
  InjectorReport,
  LiveSettings,
  LoadPlan,
  PlanProblem,
  Progress,
  RunRecord,
  TestOptions,
  TestPlan,
  Watch,
} from "../loadtest/index.ts";
import type { Product, RefusedInstalls } from "../mockhost/index.ts";
import type { Holidays } from "../support/index.ts";
import type {
  ActOrder,
  ContractFile,
  GuideOrder,
  LinkOrder,
  ListOrder,
  MadeLink,
  Place,
} from "./acting-ports.ts";
import type { Address } from "./address.ts";

/** The person's side of a command: where words go, and files and pages come from. */
export interface Terminal {
  /** Of Plimsoll, as in package.json. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person looks at standard output. */
  readonly isTty: boolean;
  /** The same of standard error. */
  readonly isErrTty: boolean;
  /** Width of a line. */
  readonly columns: number;
  /** IANA zone in which the person works. */
  readonly timeZone: string;
  nowMs(): number;
  /**
   * From now on a wish to end (Ctrl-C, SIGTERM) aborts this signal instead of ending the process;
   * a second wish ends it all the same.
   */
  catchSignals(): AbortSignal;
  /** Standard output. */
  out(text: string): void;
  /** Standard error. */
  err(text: string): void;
  /** The text of a file; "-" is standard input. @throws PlimsollError `file.unreadable`, also beyond `limitBytes` */
  read(file: string, limitBytes: number): Promise<string>;
  /** The lines of a file of any size, without their ends. @throws PlimsollError `file.unreadable` */
  lines(file: string): AsyncIterable<string>;
  /**
   * Writes a whole file or leaves what was there; "-" is standard output.
   * @throws PlimsollError `file.exists` unless `mayReplace`, `file.unwritable`
   */
  write(
    file: string,
    text: string | AsyncIterable<string>,
    options: { readonly mayReplace: boolean },
  ): Promise<void>;
  /** The body behind an http(s) address. @throws PlimsollError `address.unreachable`, also beyond `limitBytes` */
  fetchText(url: string, limitBytes: number): Promise<string>;
  /** The status with which an http(s) address answers a GET, redirects not followed; null: no answer. */
  askStatus(url: string): Promise<number | null>;
  /** Keeps the report of an internal error where the person can find it, and answers where. */
  keepReport(text: string): Promise<string>;
}

/** What the command line has done for it by the parts that touch the world. */
export interface CliDeps {
  /** Watches the add-ons of the contracts and publishes promise and proof. */
  up(plan: UpPlan): Promise<RunningUp>;
  /** The small world of `npm start`. */
  demo(plan: StartPlan): Promise<RunningUp>;
  /** A pretend Jira and Confluence Cloud. Its private address is the inspector, its pages the first sites. */
  mockhost(plan: MockHostPlan): Promise<Running>;
  /** What a store keeps, for reading it out and for forgetting a person. */
  openRecords(place: { readonly dataFolder: string }): Promise<Records>;
  /** Performs a command of a capability. */
  act(order: ActOrder): Promise<Done | Refusal>;
  /** What is known about one noun. */
  list(order: ListOrder): Promise<readonly object[]>;
  /** A link that opens the private pages once; null: no process is up. */
  link(place: Place): Promise<string | null>;
  /** A link by which somebody else may do something once; null: no process is up. */
  actionLink(order: LinkOrder): Promise<MadeLink | null>;
  /** How add-ons stand to the operations guide. */
  guides(order: GuideOrder): Promise<readonly AddonGuide[]>;
  /** Public holidays of a country or region, by year. */
  holidays(code: string): Promise<Holidays>;
  /** Reads the whole store, and changes nothing. */
  examine(place: { readonly dataFolder: string }): Promise<Examination>;
  /** Brings a load about. @throws PlimsollError `address.unreachable` */
  load(plan: LoadPlan, watch: Watch): Promise<InjectorReport>;
  /** Plans a test from its contract and performs it. */
  test(order: TestOrder, watch: TestWatch): Promise<TestOutcome>;
  /** Runs two versions in turn and says what the second does against the first. */
  compare(order: CompareOrder, watch: TestWatch): Promise<CompareOutcome>;
  /** Writes what came of a comparison into a folder: its record, a report, and every run's record. */
  keepComparison(record: ComparisonRecord, folder: string): Promise<readonly string[]>;
  /** Makes sure that a run can be kept there. @throws PlimsollError `file.unwritable` */
  requirePlace(place: RunPlace): Promise<void>;
  /** Writes a run's record and reports into a folder, and into the ledger if that is named. */
  keepRun(record: RunRecord, place: RunPlace): Promise<readonly string[]>;
}

/** A test of a contract's add-on, as it was asked for. */
export interface TestOrder {
  readonly contract: ContractFile;
  readonly options: TestOptions;
  readonly target: TestTarget;
  /** Scenarios of one's own: a file of YAML, or a module that exports them. */
  readonly scenariosFile: string | null;
  /** Growth of memory that nobody minds. */
  readonly toleratedBytesPerHour: number | null;
  readonly isPlanOnly: boolean;
}

export type TestTarget =
  | {
      readonly kind: "mock";
      /** What starts the add-on, instead of the contract's own. */
      readonly command: string | null;
      readonly quota: "tenant" | "global" | "off";
      /** What the sites are. */
      readonly product: Product;
    }
  | {
      readonly kind: "live";
      readonly settings: LiveSettings;
      /** Whose sessions are played: a file as the mock host's `/_mockhost/tenants` gives it; null: nobody's in particular. */
      readonly tenantsFile: string | null;
      /** `/sla.json` of the Plimsoll that watches it, so that customers' budget is not burnt; null: nobody watches. */
      readonly statusUrl: string | null;
      readonly mayBeUntrusted: boolean;
    };

export interface TestWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** What the plan may make somebody think again of, before it is carried out. */
  readonly onWarnings: (warnings: readonly PlanProblem[]) => void;
  /** What is being done while nothing is sent: "starting the add-on". */
  readonly onStage: (stage: string) => void;
}

export type TestOutcome =
  | {
      readonly kind: "planned";
      readonly plan: TestPlan;
      readonly lines: readonly string[];
      readonly warnings: readonly PlanProblem[];
    }
  | { readonly kind: "refused"; readonly problems: readonly PlanProblem[] }
  /** The scenarios of one's own are not fit for use. */
  | {
      readonly kind: "unfit";
      readonly file: string;
      readonly text: string;
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: "performed";
      readonly record: RunRecord;
      readonly warnings: readonly PlanProblem[];
    };

/** The same load for both, as the base's contract and descriptor have it. */
export interface CompareOrder {
  readonly base: TestOrder;
  readonly candidate: TestOrder;
  /** Of runs, one of each version; null: as many as their scatter asks for. */
  readonly pairs: number | null;
  /** Share by which a figure may be worse without anybody minding. */
  readonly margin: number;
}

export type CompareOutcome =
  | Extract<TestOutcome, { kind: "refused" | "unfit" }>
  | { readonly kind: "compared"; readonly record: ComparisonRecord };

export interface RunPlace {
  readonly folder: string;
  /** Where the embedded store lives whose ledger tells of the run; null: none does. */
  readonly dataFolder: string | null;
}

export interface StartPlan {
  /** Called with what goes wrong while it runs, and when it is over: a line each. */
  readonly onDiagnostic: (line: DiagnosticLine) => void;
  readonly publicAddress: Address;
  readonly privateAddress: Address;
  /** Aborted when it should stop starting; once it runs, `close` ends it. */
  readonly signal: AbortSignal;
}

export interface UpPlan extends StartPlan {
  /** IP addresses and networks of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Where the public page is for those who are told of something; null: where it listens. */
  readonly publicUrl: string | null;
  /** To be published; none: it goes on with what the store has. */
  readonly contracts: readonly GivenContract[];
  /** Where the embedded store lives, unless PLIMSOLL_STORE names a database. */
  readonly dataFolder: string;
  /** Cumulative series of metrics that are remembered. */
  readonly mostSeries: number;
  /** More tenants of an add-on than this are not written down. */
  readonly mostTenants: number;
}

export interface MockHostPlan {
  readonly address: Address;
  readonly tenants: number;
  readonly seed: number;
  readonly products: readonly Product[];
  /** Which quota is enforced. */
  readonly limits: "global" | "tenant" | "off";
  /** The descriptor of an add-on to install on every site; null: none yet. */
  readonly install: string | null;
  /** Called once, when every site has tried to install it. */
  readonly onInstalled: (installs: Installs) => void;
  /** How often descriptors are polled; null: as often as the real host does. */
  readonly pollMs: number | null;
  /** By when every site has heard of a new release; null: as the real host. */
  readonly rolloutMs: number | null;
  /** Aborted when it should stop starting; once it runs, `close` ends it. */
  readonly signal: AbortSignal;
}

/** How the installation of an add-on on every site went. */
export type Installs =
  | {
      readonly kind: "installed";
      readonly addonKey: string;
      readonly sites: number;
      readonly refused: number;
      /** Why, the most frequent cause first. */
      readonly causes: readonly RefusedInstalls[];
    }
  | { readonly kind: "refused"; readonly message: string };

/** A contract that a process is given at its start. */
export interface GivenContract extends UsableContract {
  readonly file: string;
}

/** A Plimsoll that runs. */
export interface Running {
  readonly publicUrl: string;
  readonly privateUrl: string;
  /** Further pages worth opening, such as the add-on that `demo` starts. */
  readonly pages?: readonly { readonly name: string; readonly url: string }[];
  close(): Promise<void>;
}

/** One that watches add-ons. */
export interface RunningUp extends Running {
  /** Opens the private pages in a browser, once. */
  readonly privateLink: string;
  /** As they are when it has started. */
  readonly addons: readonly { readonly key: string; readonly name: string }[];
}

export interface Records {
  /** The whole ledger as lines of JSON without their ends, sealed by the last. */
  ledgerLines(): AsyncIterable<string>;
  /** How many pieces the vault keeps about a person. */
  countAbout(person: string): Promise<number>;
  /** Forgets them for good and answers how many there were. */
  erase(person: string): Promise<number>;
  close(): Promise<void>;
}
