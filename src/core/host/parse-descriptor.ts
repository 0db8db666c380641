import { z } from "zod";
import type { Descriptor, DescriptorProblem, ParsedDescriptor } from "./descriptor.ts";
import { NestedTooDeep, parseJson } from "./parse-json.ts";

/** Descriptors are a few kilobytes; a larger answer is something else. */
const MAX_BYTES = 1 << 20;
const MAX_MODULES_OF_A_TYPE = 1000;
/** Conditions within conditions; what is kept of a descriptor in the ledger has a limit too. */
const DEEPEST = 50;

const url = z.string().max(2048);
const moduleShape = z.looseObject({});

const shape = z.looseObject({
  key: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "must be 1 to 64 letters, digits, dots, hyphens or underscores"),
  name: z.string().max(1000).optional(),
  vendor: z.looseObject({ name: z.string().max(1000).optional() }).optional(),
  baseUrl: url.refine(isWebAddress, "must be an https:// address without query or fragment"),
  apiVersion: z.int().min(0).default(1),
  authentication: z
    .looseObject({ type: z.enum(["jwt", "JWT", "none", "NONE"]) })
    .default({ type: "none" }),
  enableLicensing: z.boolean().default(false),
  scopes: z.array(z.string().max(100)).max(100).default([]),
  lifecycle: z.record(z.string(), url).default({}),
  modules: z
    .record(z.string(), z.union([moduleShape, z.array(moduleShape).max(MAX_MODULES_OF_A_TYPE)]))
    .default({}),
  apiMigrations: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Reads a descriptor as its host would: unknown fields are kept and ignored, upper and lower case
 * are both taken where hosts take both. All problems come back at once.
 */
export function parseDescriptor(text: string): ParsedDescriptor {
  if (text.length > MAX_BYTES) return refused("", "is larger than 1 MiB: not a descriptor");
  let document: unknown;
  try {
    document = parseJson(text, DEEPEST);
  } catch (error) {
    const { message } = error as Error;
    return refused("", error instanceof NestedTooDeep ? message : `is not JSON: ${message}`);
  }
  const checked = shape.safeParse(document);
  if (!checked.success) return { kind: "refused", problems: checked.error.issues.map(problem) };
  const descriptor = toDescriptor(checked.data, document as Descriptor["document"]);
  if (descriptor.authentication === "jwt" && descriptor.lifecycle.installed === undefined)
    return refused(
      "lifecycle.installed",
      "is missing: authentication by jwt needs the path that receives the shared secret",
    );
  return { kind: "descriptor", descriptor };
}

function toDescriptor(
  checked: z.infer<typeof shape>,
  document: Descriptor["document"],
): Descriptor {
  return {
    key: checked.key,
    name: checked.name ?? checked.key,
    vendor: checked.vendor?.name ?? "",
    baseUrl: checked.baseUrl.replace(/\/+$/, ""),
    apiVersion: checked.apiVersion,
    authentication: checked.authentication.type.toLowerCase() as "jwt" | "none",
    enableLicensing: checked.enableLicensing,
    scopes: checked.scopes.map((scope) => scope.toUpperCase()),
    lifecycle: checked.lifecycle,
    modules: Object.fromEntries(
      Object.entries(checked.modules).map(([type, one]) => [
        type,
        Array.isArray(one) ? one : [one],
      ]),
    ),
    apiMigrations: checked.apiMigrations,
    document,
  };
}

/** Plain http is let through for rehearsals on one's own machine; a listing needs https. */
function isWebAddress(text: string): boolean {
  const address = URL.parse(text);
  return (
    address !== null &&
    (address.protocol === "https:" || address.protocol === "http:") &&
    address.search === "" &&
    address.hash === ""
  );
}

function problem(issue: z.core.$ZodIssue): DescriptorProblem {
  const path = issue.path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
  return { path, message: issue.message };
}

const refused = (path: string, message: string): ParsedDescriptor => ({
  kind: "refused",
  problems: [{ path, message }],
});
