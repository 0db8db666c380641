import { PlimsollError } from "../core/errors/index.ts";
import { parseDescriptor, parseJson, routesOf } from "../core/host/index.ts";
import { besideContract } from "./find-start.ts";
import type { Terminal } from "./ports.ts";

/** What a descriptor and its server show; what is left out was not found. */
export interface Found {
  readonly descriptor?: unknown;
  readonly descriptorPath?: string;
  readonly baseUrl?: string;
  readonly calls?: ReadonlySet<string>;
  readonly healthPath?: string;
  readonly warnings?: readonly string[];
}

const MOST_BYTES = 1024 * 1024;
/** Where Connect add-ons have their descriptor, for an address that names only the add-on. */
const USUAL_PATH = "/atlassian-connect.json";

/**
 * Reads a descriptor from a file, or asks the add-on at an address for it and for its health check.
 * @throws PlimsollError `descriptor.refused`, `address.unreachable`, `file.unreadable`
 */
export async function surveyAddon(source: string, terminal: Terminal): Promise<Found> {
  if (!/^https?:/i.test(source)) {
    const descriptor = descriptorIn(await terminal.read(source, MOST_BYTES));
    if (descriptor === null) throw refused(source);
    return { descriptor, ...callsOf(descriptor) };
  }
  const { address, descriptor } = await fetchDescriptor(source, terminal);
  const { baseUrl, path } = placeOf(address, descriptor);
  const healthPath = await findHealthPath(baseUrl, terminal);
  return {
    ...{ descriptor, descriptorPath: path, baseUrl },
    ...callsOf(descriptor),
    ...(healthPath === null ? {} : { healthPath }),
  };
}

/** The descriptor that lies beside a contract; nothing where none does. */
export async function surveyFolder(
  contractFile: string,
  terminal: Pick<Terminal, "read">,
): Promise<Found> {
  const file = besideContract(contractFile, USUAL_PATH.slice(1));
  const descriptor = descriptorIn(await terminal.read(file, MOST_BYTES).catch(() => ""));
  return descriptor === null ? {} : { descriptor, ...callsOf(descriptor) };
}

/** At the address itself, or where add-ons usually have it; for a bare host the other way round. */
async function fetchDescriptor(source: string, terminal: Terminal) {
  const usual = `${source.replace(/[?#].*$/, "").replace(/\/+$/, "")}${USUAL_PATH}`;
  const isHost = URL.canParse(source) && new URL(source).pathname === "/";
  let failure: unknown;
  for (const address of isHost ? [usual, source] : [source, usual])
    try {
      const descriptor = descriptorIn(await terminal.fetchText(address, MOST_BYTES));
      if (descriptor !== null) return { address, descriptor };
    } catch (error) {
      failure ??= error;
    }
  throw failure ?? refused(`${source} (nor is ${usual})`);
}

/** A descriptor in a project may still hold templates, so any JSON map will do. */
function descriptorIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = parseJson(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { ...value }
      : null;
  } catch {
    return null;
  }
}

const refused = (source: string): PlimsollError =>
  new PlimsollError("descriptor.refused", `${source} is not a descriptor: no JSON map.`);

/** The address below which the add-on answers here, and the descriptor's path below it. */
function placeOf(address: string, { baseUrl }: Readonly<Record<string, unknown>>) {
  const { origin, pathname } = new URL(address);
  const base =
    typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl).pathname : "/";
  const prefix = base.replace(/\/+$/, "");
  return pathname.startsWith(`${prefix}/`)
    ? { baseUrl: `${origin}${prefix}`, path: pathname.slice(prefix.length) }
    : { baseUrl: origin, path: pathname };
}

/** What the host calls by it, as requests are classified later; with a word where it would refuse it. */
function callsOf(descriptor: Readonly<Record<string, unknown>>): Pick<Found, "calls" | "warnings"> {
  const { baseUrl } = descriptor;
  const isTemplate = typeof baseUrl === "string" && baseUrl.includes("{{");
  const filled = isTemplate ? { ...descriptor, baseUrl: "https://addon.example.com" } : descriptor;
  const read = parseDescriptor(JSON.stringify(filled));
  if (read.kind === "descriptor")
    return { calls: new Set(routesOf(read.descriptor).map(({ indicator }) => indicator)) };
  const problems = read.problems.map(({ path, message }) => `${path} ${message}`.trim());
  return { warnings: [`the host would refuse this descriptor: ${problems.join("; ")}.`] };
}

/** What add-ons call their health check, the likeliest first; a home page is better than nothing. */
const CANDIDATES = [
  "/health",
  "/healthz",
  "/healthcheck",
  "/health-check",
  "/ping",
  "/status",
  "/",
] as const;
/** Where this answers too, every path does, and none of the others says anything. */
const NO_PATH = "/no-such-path-of-plimsoll-init";

/** Asks each candidate once. */
async function findHealthPath(baseUrl: string, terminal: Terminal): Promise<string | null> {
  const answers = async (path: string) => {
    const status = await terminal.askStatus(`${baseUrl}${path}`);
    return status !== null && status >= 200 && status < 300;
  };
  const [answersAll, ...found] = await Promise.all([NO_PATH, ...CANDIDATES].map(answers));
  return answersAll ? null : (CANDIDATES.find((_, at) => found[at]) ?? null);
}
