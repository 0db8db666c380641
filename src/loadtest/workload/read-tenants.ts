import * as z from "zod";
import type { HostProduct } from "../../core/host/index.ts";
import type { LoadTenant } from "../model/index.ts";
import { siteValues } from "./site-values.ts";

/** What is wrong with a list of tenants: where in it, never what stands there. */
interface TenantsProblem {
  /** `[3].sharedSecret`; "" is the whole. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

export type TenantsReading =
  | { readonly kind: "tenants"; readonly tenants: readonly LoadTenant[] }
  | { readonly kind: "problems"; readonly problems: readonly TenantsProblem[] };

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_TENANTS = 100_000;
const MOST_PROBLEMS = 50;

const value = z.string().max(1000);

const tenant = z.looseObject({
  clientKey: z.string().min(1).max(255),
  sharedSecret: z.string().min(1).max(1000),
  baseUrl: z.string().max(2048).refine(isWebAddress),
  product: z.enum(["jira", "confluence"]).default("jira"),
  licence: z.string().max(50).default("active"),
  users: z.number().optional(),
  installed: z.looseObject({ state: z.string() }).nullish(),
  values: z.record(z.string().max(64), z.array(value).min(1).max(1000)).default({}),
});

const LICENSED = new Set(["active", "evaluation"]);

/**
 * Reads the tenants of a live target: a JSON list in the form of the mock host's
 * `GET /_mockhost/tenants`, or an object that has it under `tenants`. Of each, `clientKey`,
 * `sharedSecret` and `baseUrl` are needed; `values` names what its pages and events are about.
 * Sites on which the add-on is not enabled are passed over; the first is the largest, unless
 * `users` says otherwise. Problems never quote what stands there, since it may be a secret.
 */
export function readTenants(text: string): TenantsReading {
  if (text.length > MOST_BYTES) return whole("It is larger than 64 MiB.", "Name fewer tenants.");
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    // The parser's own words quote the text.
    return whole(
      "It is not JSON.",
      'Write a list: [{ "clientKey": …, "sharedSecret": …, "baseUrl": … }].',
    );
  }
  const listed = Array.isArray(plain) ? plain : (plain as { tenants?: unknown } | null)?.tenants;
  const parsed = z.array(tenant).min(1).max(MOST_TENANTS).safeParse(listed);
  if (!parsed.success)
    return {
      kind: "problems",
      problems: parsed.error.issues.slice(0, MOST_PROBLEMS).map(problemOf),
    };
  const doubled = doubledKeys(parsed.data);
  if (doubled.length > 0) return { kind: "problems", problems: doubled };
  const enabled = parsed.data.filter(
    ({ installed }) => (installed?.state ?? "enabled") === "enabled",
  );
  if (enabled.length === 0)
    return whole("The add-on is enabled on none of these sites.", "Name some on which it is.");
  return {
    kind: "tenants",
    tenants: enabled.toSorted((a, b) => (b.users ?? 0) - (a.users ?? 0)).map(loadTenant),
  };
}

function loadTenant({ values, licence, ...site }: z.output<typeof tenant>): LoadTenant {
  const { clientKey, sharedSecret, baseUrl, product } = site;
  const known = { clientKey, sharedSecret, baseUrl, product: product as HostProduct };
  return {
    clientKey,
    sharedSecret,
    baseUrl,
    values: siteValues({ ...known, isLicensed: LICENSED.has(licence) }, values),
  };
}

function doubledKeys(
  tenants: readonly { readonly clientKey: string }[],
): readonly TenantsProblem[] {
  const firstAt = new Map<string, number>();
  return tenants.flatMap(({ clientKey }, at) => {
    const first = firstAt.get(clientKey);
    if (first === undefined) firstAt.set(clientKey, at);
    return first === undefined
      ? []
      : {
          path: `[${at}].clientKey`,
          message: `It is the same as that of tenant ${first}.`,
          hint: "Name each tenant once.",
        };
  });
}

const whole = (message: string, hint: string): TenantsReading => ({
  kind: "problems",
  problems: [{ path: "", message, hint }],
});

function problemOf({ path, code }: z.core.$ZodIssue): TenantsProblem {
  const [at, key] = path.map(String);
  if (at === undefined) {
    const message = code === "too_small" ? "The list is empty." : "It is not a list of tenants.";
    return { path: "", message, hint: COMPARE };
  }
  return {
    path: key === undefined ? `[${at}]` : `[${at}].${key}`,
    message: "It is missing, or not what it should be.",
    hint: hints[key ?? ""] ?? COMPARE,
  };
}

const COMPARE = "Compare with what the mock host gives at /_mockhost/tenants.";

const hints: Readonly<Record<string, string>> = {
  clientKey: "Write the key by which the host names the site.",
  sharedSecret: "Write the secret that the host gave when the add-on was installed.",
  baseUrl: "Write the site's whole address, as in https://acme.atlassian.net.",
  product: "Write jira or confluence.",
};

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === ""
  );
}
