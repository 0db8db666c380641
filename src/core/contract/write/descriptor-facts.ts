import { parseBaseUrl, parseUrlPath } from "../values/address.ts";
import type { Parse } from "../values/reading.ts";

/** What a contract can take from a Connect descriptor; null where it says nothing usable. */
export interface DescriptorFacts {
  readonly key: string | null;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly baseUrl: string | null;
  /** Where it says that it is served, below its base address. */
  readonly path: string | null;
  /** Licensed through the host's marketplace. */
  readonly isSold: boolean;
}

/** Reads any JSON as a descriptor, as far as it is one. */
export function descriptorFacts(descriptor: unknown): DescriptorFacts {
  const { key, name, vendor, baseUrl, enableLicensing, links } = mapOf(descriptor);
  return {
    key: typeof key === "string" && /^[A-Za-z0-9][\w.-]{0,63}$/.test(key) ? key : null,
    name: oneLine(name),
    vendor: oneLine(mapOf(vendor).name),
    baseUrl: parsedOrNull(parseBaseUrl, baseUrl),
    path: pathBelow(baseUrl, mapOf(links).self),
    isSold: enableLicensing === true,
  };
}

/** Both may still hold the same template, such as `{{localBaseUrl}}`. */
function pathBelow(baseUrl: unknown, address: unknown): string | null {
  if (typeof baseUrl !== "string" || typeof address !== "string" || baseUrl === "") return null;
  const base = baseUrl.replace(/\/+$/, "");
  return address.startsWith(`${base}/`)
    ? parsedOrNull(parseUrlPath, address.slice(base.length))
    : null;
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
