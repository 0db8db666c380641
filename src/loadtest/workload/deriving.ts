import type { ClassifyRequest, Descriptor, HostProduct } from "../../core/host/index.ts";
import type { Scenario, Step } from "../model/index.ts";

/** What a descriptor alone does not decide. */
export interface DerivingChoices {
  /** Whose pages and events; without it, the product that most of the modules are for. */
  readonly product?: HostProduct;
  /** Whether sites are also installed anew. */
  readonly withInstalls?: boolean;
  /** Whether the sites' host is the pretend one, whose own key signs installs. */
  readonly isHostOurs?: boolean;
  /** Path below the add-on's address to which its pages report that their frame came up. */
  readonly beaconPath?: string;
  /** What every page asks its own server for once it is there. */
  readonly pageCalls?: readonly Step[];
}

export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** One kind of traffic, with weights that are relative to its own sum. */
export interface Derived {
  readonly scenarios: readonly Scenario[];
  readonly leftOut: readonly LeftOut[];
}

/** What every kind of traffic is derived from. */
export interface Deriving {
  readonly descriptor: Descriptor;
  readonly product: HostProduct;
  readonly classify: ClassifyRequest;
  readonly choices: DerivingChoices;
  /** Whether the contract promises a share of frames that come up. */
  readonly promisesFrames: boolean;
}

/** What most requests have: nothing waited for, taken or checked. */
export const plainStep = {
  headers: [],
  body: "",
  think: { meanMs: 0, spacing: "even" },
  take: [],
  checks: [],
} as const satisfies Partial<Step>;

/** Why something that is declared is not sent. */
export const elsewhere = "its address is not below the add-on's own";
export const unsignable =
  "its query has a parameter twice, or a {name} in a parameter's name, and cannot be signed ahead";

/** The path of a declared address below the add-on's own; null where it leads elsewhere. */
export function pathBelow(url: string, baseUrl: string): string | null {
  const own = url === baseUrl || url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(own)) return null;
  const path = own.split("#", 1)[0]!;
  return path.startsWith("/") ? path : `/${path}`;
}

/** Names that can be filled stay, whatever else stands in braces is nothing to anybody. */
export const fillable = (template: string): string =>
  template.replace(/\$?\{([^{}]*)\}/g, (_, name: string) =>
    /^[A-Za-z][\w.-]*$/.test(name) ? `{${name}}` : "",
  );

/** The path as classification sees it: without query, every name filled with something. */
export const pathOnly = (path: string): string =>
  path.replace(/\{[^{}]*\}/g, "x").split(/[?#]/, 1)[0]!;
