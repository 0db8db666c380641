import { parseBaseUrl, parseUrlPath } from "../values/address.ts";
import type { Parse } from "../values/reading.ts";
import { parseTimeZone } from "../values/time-zone.ts";
import { addonText } from "./addon-text.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { descriptorFacts } from "./descriptor-facts.ts";
import { operationsText } from "./operations-text.ts";
import { slaText } from "./sla-text.ts";

/** What a first contract is written from. What is left out becomes a placeholder to fill in. */
export interface ContractSeed {
  /** The JSON of an `atlassian-connect.json`; anything else is no help and no harm. */
  readonly descriptor?: unknown;
  /** Path at which the descriptor was found. */
  readonly descriptorPath?: string | undefined;
  /** Address below which it was found, for a descriptor that does not say where it is at home. */
  readonly baseUrl?: string | undefined;
  /** What the host calls and people open, by the descriptor; left out where that is not known. */
  readonly calls?: ReadonlySet<string> | undefined;
  /** A path that answered like a health check. */
  readonly healthPath?: string | undefined;
  /** What starts one replica. */
  readonly command?: string | undefined;
  /** IANA zone in which the vendor works; UTC where it is left out or unknown. */
  readonly timeZone?: string | undefined;
  /** ISO date, the first of a month. */
  readonly effectiveFrom: string;
}

/**
 * A commented contract for `plimsoll init`, with values that a small vendor can keep, promising only
 * what is there. It reads back without errors, whatever the descriptor holds.
 */
export function writeContract(seed: ContractSeed): string {
  const facts = factsOf(seed);
  return [addonText(facts), slaText(facts), operationsText(facts)].join("\n");
}

const EVERY_CALL: ReadonlySet<string> = new Set(["ui", "install", "webhook"]);

function factsOf(seed: ContractSeed): ContractFacts {
  const said = descriptorFacts(seed.descriptor);
  const { command = "" } = seed;
  return {
    key: said.key ?? "com.example.addon",
    name: said.name ?? "My add-on",
    vendor: said.vendor ?? "My company",
    baseUrl: said.baseUrl ?? readOr("https://addon.example.com", parseBaseUrl, seed.baseUrl),
    descriptorPath: readOr(
      said.path ?? "/atlassian-connect.json",
      parseUrlPath,
      seed.descriptorPath,
    ),
    payment: said.isSold ? "paid-via-atlassian" : "free",
    timeZone: readOr("UTC", parseTimeZone, seed.timeZone),
    effectiveFrom: seed.effectiveFrom,
    calls: seed.calls ?? EVERY_CALL,
    healthPath: readOr(null, parseUrlPath, seed.healthPath),
    command: /^\P{Cc}{1,1000}$/u.test(command) && command.trim() !== "" ? command : null,
  };
}

const readOr = <T, F>(fallback: F, parse: Parse<T>, text = ""): T | F => {
  const reading = parse(text);
  return reading.kind === "read" ? reading.value : fallback;
};
