import { capabilityRows } from "./acting.ts";
import type { Command } from "./command.ts";

/** A row of the table of commands: enough for the overview; the rest is loaded when it is called. */
export interface CommandRow {
  /** `check`, or a noun and a verb: `export ledger`. */
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  load(): Promise<Command>;
}

const CONTRACT = "The contract";
const RUNNING = "Running";
const TESTING = "Testing";
const EVIDENCE = "Evidence";
const ACTING = "Acting";

/** Every command, in the order in which the overview shows them. */
export const commands: readonly CommandRow[] = [
  {
    name: "init",
    group: CONTRACT,
    summary: "write a contract to start from",
    load: async () => (await import("./init.ts")).init,
  },
  {
    name: "check",
    group: CONTRACT,
    summary: "find what is wrong or cannot be kept in a contract",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "diff",
    group: CONTRACT,
    summary: "say whether a promise became weaker or stronger",
    load: async () => (await import("./diff.ts")).diff,
  },
  {
    name: "schema",
    group: CONTRACT,
    summary: "print the contract's JSON Schema, for editors",
    load: async () => (await import("./schema.ts")).schema,
  },
  {
    name: "up",
    group: RUNNING,
    summary: "watch add-ons and publish promise and proof",
    load: async () => (await import("./up.ts")).up,
  },
  {
    name: "demo",
    group: RUNNING,
    summary: "run a small world on this machine and watch it",
    load: async () => (await import("./demo.ts")).demo,
  },
  {
    name: "mockhost",
    group: RUNNING,
    summary: "run a pretend Jira and Confluence Cloud to test against",
    load: async () => (await import("./mockhost.ts")).mockhost,
  },
  {
    name: "status",
    group: RUNNING,
    summary: "say how the add-ons are now and whether the promises are kept",
    load: async () => (await import("./status.ts")).status,
  },
  {
    name: "doctor",
    group: RUNNING,
    summary: "say whether the store is whole, what takes room in it, and when the disk is full",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    name: "open",
    group: RUNNING,
    summary: "print a link that opens the private pages in a browser",
    load: async () => (await import("./open.ts")).open,
  },
  {
    name: "guide",
    group: RUNNING,
    summary: "say how an add-on stands to each recommendation of the platform's operations guide",
    load: async () => (await import("./guide.ts")).guide,
  },
  {
    name: "release check",
    group: CONTRACT,
    summary: "say whether a changed descriptor waits for approval, and what breaks",
    load: async () => (await import("./release-check.ts")).releaseCheck,
  },
  {
    name: "clock due",
    group: CONTRACT,
    summary: "say by when support must have answered or resolved",
    load: async () => (await import("./clock.ts")).clockDue,
  },
  {
    name: "clock elapsed",
    group: CONTRACT,
    summary: "say how much of a support clock has gone by",
    load: async () => (await import("./clock.ts")).clockElapsed,
  },
  ...capabilityRows(ACTING),
  {
    name: "link",
    group: ACTING,
    summary: "print a link by which somebody else may do one command once",
    load: async () => (await import("./link.ts")).link,
  },
  {
    name: "test load",
    group: TESTING,
    summary: "hold the expected load and judge it by the contract, or load an address",
    load: async () => (await import("./test-load.ts")).testLoad,
  },
  {
    name: "test stress",
    group: TESTING,
    summary: "find the load at which an add-on gives way",
    load: async () => (await import("./test-stress.ts")).testStress,
  },
  {
    name: "test soak",
    group: TESTING,
    summary: "hold a load for long and look for what grows without end",
    load: async () => (await import("./test-soak.ts")).testSoak,
  },
  {
    name: "test spike",
    group: TESTING,
    summary: "send a burst and see how fast all is well again, and who felt it",
    load: async () => (await import("./test-spike.ts")).testSpike,
  },
  {
    name: "compare",
    group: TESTING,
    summary: "run two versions in turn and say whether the second is worse",
    load: async () => (await import("./compare.ts")).compare,
  },
  {
    name: "export ledger",
    group: EVIDENCE,
    summary: "write the ledger out, sealed, for anyone to verify",
    load: async () => (await import("./export-ledger.ts")).exportLedger,
  },
  {
    name: "verify",
    group: EVIDENCE,
    summary: "prove that an exported ledger is as it was written",
    load: async () => (await import("./verify.ts")).verify,
  },
  {
    name: "erase",
    group: EVIDENCE,
    summary: "forget a person for good; the ledger stays verifiable",
    load: async () => (await import("./erase.ts")).erase,
  },
];
