import type { Option } from "./command.ts";

/** Options under a heading of their own. */
const grouped = (group: string, options: readonly Option[]): readonly Option[] =>
  options.map((option) => ({ ...option, group }));

const installsOption: Option = {
  flags: "--installs",
  about: "mock: also install it anew on sites that have it",
};

/** What every test of a contract's add-on may be told; what is left out, contract and test decide. */
export const planOptions = grouped("Load", [
  { flags: "--duration TIME", about: "how long it takes (stress: each of its loads)" },
  { flags: "--warm-up TIME", about: "part of it that is not judged (default: a tenth)" },
  { flags: "--requests N", about: "requests a second, instead of the contract's" },
  { flags: "--tenants N", about: "how many, instead of the contract's" },
  { flags: "--replay FILE", about: "begin sessions as they once did: a moment on each line" },
  { flags: "--scenarios FILE", about: "your own, in YAML or TypeScript, beside what is derived" },
  installsOption,
  { flags: "--beacon PATH", about: "where pages report that their frame came up; they do so last" },
  { flags: "--plan-only", about: "print what would be done, and do none of it" },
  { flags: "--arrivals KIND", about: "even or poisson (default: poisson)" },
  { flags: "--workers N", about: "threads that send", fallback: "1" },
  { flags: "--connections N", about: "the most at once (default: 256)" },
  { flags: "--timeout TIME", about: "how long to wait for an answer", fallback: "5s" },
  { flags: "--seed N", about: "decides all chance", fallback: "1" },
]);

/** Whose sites the mock host has. */
export const productOption: Option = {
  flags: "--product PRODUCT",
  about: "mock: what the sites are: jira or confluence",
  fallback: "jira",
};

const mockOptions: readonly Option[] = [
  { flags: "--run COMMAND", about: "mock: what starts the add-on, instead of the contract's" },
  {
    flags: "--quota QUOTA",
    about: "mock: the host's rate limits: tenant or global (its two tiers) or off",
    fallback: "tenant",
  },
  productOption,
];

const liveOptions: readonly Option[] = [
  {
    flags: "--allow-host HOST",
    about: "live: a host that may be loaded; may be repeated",
    repeats: true,
  },
  { flags: "--tenants-file FILE", about: "live: whose sessions, as the mock host lists tenants" },
  { flags: "--status URL", about: "live: the /sla.json by which a burning budget ends the test" },
  { flags: "--most-requests N", about: "live: requests a second at most, over all tenants" },
  { flags: "--most-per-tenant N", about: "live: the same for one tenant" },
  { flags: "--most-in-all N", about: "live: requests at most over the whole test" },
  { flags: "--insecure", about: "live, and --url: take any certificate, also a self-signed one" },
];

/** What says something of one target only. */
export const optionsOf = { mock: [...mockOptions, installsOption], live: liveOptions } as const;

/** Where the test is done. */
export const targetOptions = grouped("Target", [
  {
    flags: "--target TARGET",
    about: "mock: started by the contract's run command beside a mock host; live: as deployed",
    fallback: "mock",
  },
  ...mockOptions,
  ...liveOptions,
]);

/** Where its results go. */
export const resultOptions = grouped("Results", [
  {
    flags: "--out DIR",
    about: "folder for record, report, JUnit and metrics (default: plimsoll-runs/ID)",
  },
  {
    flags: "--data DIR",
    about: "the store whose ledger is to tell of the run (default: none; PLIMSOLL_STORE names one)",
  },
]);

/** A stress test searches until it knows enough. */
export const stressOptions = grouped("Load", [
  {
    flags: "--most-duration TIME",
    about: "how long all its loads take together, at most (default: sixty times --duration)",
  },
  {
    flags: "--precision PERCENT",
    about: "how far apart the two ends of the answer may be (default: 5)",
  },
]);

/** A soak test looks at what grows. */
export const soakOptions = grouped("Load", [
  {
    flags: "--tolerate MEGABYTES",
    about: "growth of memory an hour that nobody minds (default: a share of where it began)",
  },
]);

/** Of a load without any contract, beside some of the others. */
export const addressOptions = grouped("One address, without any contract", [
  { flags: "--url URL", about: "what is loaded: http or https" },
  {
    flags: "--rate RATE",
    about: "requests a second: 2000, 100..2000 for a ramp, 100,200 for steps (default: 50)",
  },
  { flags: "--closed", about: "ask as fast as the answers come, instead of at a rate" },
  { flags: "--method METHOD", about: "of the requests (default: GET; POST with a body)" },
  {
    flags: "--header LINE",
    about:
      'of the requests: "name: value", or @FILE with one a line; may be repeated. Secrets belong into ' +
      "such a file or into PLIMSOLL_LOAD_HEADERS: other users see the arguments of a process",
    repeats: true,
  },
  { flags: "--body TEXT", about: "what they send; @FILE sends a file of UTF-8 text" },
  {
    flags: "--expect STATUSES",
    about: "what is answered well: 302, or 200,404 (default: 200 to 299)",
  },
]);

const ADDRESS_TAKES: ReadonlySet<string> = new Set([
  "--duration TIME",
  "--arrivals KIND",
  "--workers N",
  "--connections N",
  "--timeout TIME",
  "--seed N",
  "--allow-host HOST",
  "--insecure",
]);

/** What says nothing of such a load. */
export const contractOptions = [...planOptions, ...targetOptions, ...resultOptions].filter(
  ({ flags }) => !ADDRESS_TAKES.has(flags),
);
