import { PlimsollError } from "../errors/index.ts";
import type { Indicator, Source, Stream } from "./stream.ts";

const SEPARATOR = " ";
/** Whatever sorts at or below the separator, the mark itself, and halves of characters that no store keeps. */
const SPECIAL = /[\0- %\p{Surrogate}]/gu;
const indicators: readonly string[] = [
  "availability",
  "recheck",
  "ui",
  "service",
  "install",
  "webhook",
  "iframe",
  "cpu",
  "memory",
  "disk",
  "descriptors",
  "eventLoop",
  "connections",
] satisfies Indicator[];
const sources = ["probe", "edge", "agent", "browser", "run", "sum", "scrape"];

/**
 * One string per stream. Sorted, an add-on's streams stay together, and among them a tenant's.
 * Place and path are part of it only where they are given: other keys are as they always were.
 */
export function streamKey(s: Stream): string {
  const parts = [s.addon, s.tenant, s.indicator, s.source, s.release, s.region];
  if (s.place !== "" || s.path !== "") parts.push(s.place, s.path);
  return parts.map(escaped).join(SEPARATOR);
}

/** The stream of a key that `streamKey` made; `store.damaged` for anything else. */
export function parseStreamKey(key: string): Stream {
  const parts = key.split(SEPARATOR).map(unescaped);
  const [addon, tenant, indicator, source, release, region, place = "", path = ""] =
    parts as StreamParts;
  if (
    (parts.length !== 6 && parts.length !== 8) ||
    !indicators.includes(indicator) ||
    !sources.includes(source)
  )
    throw new PlimsollError("store.damaged", `"${key}" is not the key of a stream.`);
  return { addon, tenant, indicator, source, release, region, place, path };
}

type StreamParts = [string, string, Indicator, Source, string, string, string?, string?];

const escaped = (text: string): string =>
  text.replace(SPECIAL, (c) => `%${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

const unescaped = (text: string): string =>
  text.replace(/%([\da-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
