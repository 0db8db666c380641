import type { ErrorCode } from "../../core/errors/index.ts";
import type { TestPlan } from "../model/index.ts";
import { isThisMachine } from "../planning/index.ts";
import { type ExpectedLoad, expectedLoad } from "./expected-load.ts";

/** What the owner of a deployment lets a test do to it. */
export interface LiveSettings {
  /** Host names, as in its address, that may be loaded. This machine needs no naming. */
  readonly allowedHosts: readonly string[];
  /** Requests a second at the peak: over all tenants, and on each of them. */
  readonly mostPerSecond: number;
  readonly mostPerTenantPerSecond: number;
  /** Requests over the whole run. */
  readonly mostRequests: number;
}

/** Nothing may be loaded until it is named, and then only as much as a few busy people do. */
export const carefulSettings: LiveSettings = {
  allowedHosts: [],
  mostPerSecond: 20,
  mostPerTenantPerSecond: 5,
  mostRequests: 20_000,
};

type Allowance =
  | { readonly kind: "allowed" }
  /** All that stands against it, at once. */
  | { readonly kind: "refused"; readonly reasons: readonly Refusal[] };

interface Refusal {
  readonly code: Extract<ErrorCode, "target.not-allowed" | "target.over-limit">;
  readonly message: string;
  readonly hint: string;
}

/** Whether a plan may be carried out against its target. */
export function allowTarget(plan: TestPlan, settings: LiveSettings): Allowance {
  const url = new URL(plan.target.baseUrl);
  if (isThisMachine(hostOf(url))) return { kind: "allowed" };
  const reasons = [...refuseAddress(url, settings), ...refuseLoad(expectedLoad(plan), settings)];
  return reasons.length === 0 ? { kind: "allowed" } : { kind: "refused", reasons };
}

function refuseAddress(url: URL, { allowedHosts }: LiveSettings): readonly Refusal[] {
  const host = hostOf(url);
  const code = "target.not-allowed";
  const isNamed = allowedHosts.some((name) => name.toLowerCase().replace(/^\[|\]$/g, "") === host);
  return [
    ...(isNamed
      ? []
      : [
          {
            code,
            message: `${host} is not this machine, and nobody said that it may be loaded.`,
            hint: `If it is yours to load, name it: --allow-host ${host}`,
          } as const,
        ]),
    ...(url.protocol === "https:"
      ? []
      : [
          {
            code,
            message: `${url.origin} is not encrypted: tokens that are good for real tenants would be seen.`,
            hint: "Use its https address.",
          } as const,
        ]),
  ];
}

function refuseLoad(load: ExpectedLoad | null, settings: LiveSettings): readonly Refusal[] {
  if (load === null)
    return [
      overLimit(
        "A closed model asks as fast as it is answered, which no limit can hold.",
        "Name a rate.",
      ),
    ];
  const { mostPerSecond, mostPerTenantPerSecond, mostRequests } = settings;
  const asked: readonly (readonly [what: string, planned: number, most: number])[] = [
    ["requests a second", load.perSecond, mostPerSecond],
    ["requests a second on the largest tenant", load.perTenantPerSecond, mostPerTenantPerSecond],
    ["requests in all", load.requests, mostRequests],
  ];
  return asked
    .filter(([, planned, most]) => !(planned <= most))
    .map(([what, planned, most]) =>
      overLimit(
        `The plan asks for ${figure(planned)} ${what}; ${figure(most)} are allowed.`,
        "Lower the rate, shorten the run, or raise the limit if its owner agrees.",
      ),
    );
}

const overLimit = (message: string, hint: string): Refusal => ({
  code: "target.over-limit",
  message,
  hint,
});

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/** Three digits at least, rounded up, so that what is refused never reads as what is allowed. */
const figure = (value: number): string =>
  value >= 100 ? String(Math.ceil(value)) : String(Math.ceil(value * 100) / 100);
