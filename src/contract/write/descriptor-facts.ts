import { parseBaseUrl } from "../values/address.ts";
import type { Parse } from "../values/reading.ts";

/** What a contract can take from a Connect descriptor; null where it says nothing usable. */
export interface DescriptorFacts {
  readonly key: string | null;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly baseUrl: string | null;
  readonly isPaid: boolean;
  readonly hasInstall: boolean;
  readonly hasWebhooks: boolean;
  readonly hasPages: boolean;
}

/** Reads any JSON as a descriptor, as far as it is one. */
export function descriptorFacts(descriptor: unknown): DescriptorFacts {
  const { key, name, vendor, baseUrl, enableLicensing, lifecycle, modules } = mapOf(descriptor);
  const { webhooks, ...others } = mapOf(modules);
  return {
    key: typeof key === "string" && /^[A-Za-z0-9][\w.-]{0,63}$/.test(key) ? key : null,
    name: oneLine(name),
    vendor: oneLine(mapOf(vendor).name),
    baseUrl: parsedOrNull(parseBaseUrl, baseUrl),
    isPaid: enableLicensing === true,
    hasInstall: typeof mapOf(lifecycle).installed === "string",
    hasWebhooks: Array.isArray(webhooks) && webhooks.length > 0,
    hasPages: Object.keys(others).length > 0,
  };
}

const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

const oneLine = (value: unknown): string | null =>
  typeof value === "string" &&
  value.trim() !== "" &&
  value.length <= 100 &&
  value.isWellFormed() &&
  /^\P{Cc}+$/u.test(value.trim())
    ? value.trim()
    : null;

function parsedOrNull<T>(parse: Parse<T>, value: unknown): T | null {
  const reading = typeof value === "string" ? parse(value) : null;
  return reading?.kind === "read" ? reading.value : null;
}
