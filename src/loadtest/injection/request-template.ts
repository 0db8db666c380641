import { canonicalRequest, type JwtKey } from "../../core/host/index.ts";
import type { Indicator } from "../../core/measurement/index.ts";
import type {
  Check,
  Extraction,
  KeepAlive,
  Proof,
  Scenario,
  Step,
  Target,
  Workload,
} from "../model/index.ts";
import { hasBody, headerLines } from "./request-text.ts";
import { readTemplate, type Template } from "./template.ts";

/** A workload made ready for one target: plain data that a worker thread is given. */
export interface WorkloadTemplate {
  readonly population: Workload["population"];
  readonly scenarios: readonly ScenarioTemplate[];
  /** All steps, as often as the scenarios have them; a step's `index` is its place here. */
  readonly steps: readonly RequestTemplate[];
}

export interface ScenarioTemplate {
  readonly weight: number;
  readonly steps: readonly RequestTemplate[];
}

/** A step as text with slots, which is filled for each session. */
export interface RequestTemplate {
  readonly index: number;
  readonly name: string;
  readonly indicator: Indicator | null;
  readonly method: string;
  /** Path and query as they are sent, without the token. */
  readonly path: Template;
  /** What separates the token from what is before it: `?` or `&`. */
  readonly joint: string;
  /** All header lines but those of the token and of the body's size. */
  readonly head: Template;
  /** null: none, and no line that tells its size. */
  readonly body: Template | null;
  readonly proof: Proof;
  /** What signs it in place of the tenant's secret; null: that secret does. */
  readonly hostKey: HostKey | null;
  /** What the token's qsh is the hash of; null: the request needs none. */
  readonly canonical: CanonicalTemplate | null;
  /** Whether its address or its header lines differ from session to session. */
  readonly isUnique: boolean;
  /** Whether the path, without its query, ends in a slot. */
  readonly endsInSlot: boolean;
  readonly think: Step["think"];
  readonly take: readonly Extraction[];
  /** The statuses that are right; null: 200 to 299. */
  readonly statuses: readonly number[] | null;
  /** Texts that the body must hold. */
  readonly contains: readonly string[];
  /** Whether anything of the answer but its status is of use. */
  readonly keepsAnswer: boolean;
}

/** The host's own key, which signs installs. Secret: never in a record, a report or a log. */
export type HostKey = JwtKey & {
  /** Whom its tokens are for: the base URL that the add-on's descriptor gives. */
  readonly audience: string;
};

/** `literals` alternate with values of the path, named by their slots there. */
interface CanonicalTemplate {
  readonly literals: readonly string[];
  readonly slots: readonly number[];
}

/**
 * Makes a workload ready for a target.
 * @param hostKey what signs installs; null: there is none
 * @throws RangeError when a request's token would depend on the order of values that differ, or
 * needs a key that is not there
 */
export function workloadTemplate(
  { population, scenarios }: Workload,
  target: Target,
  keepAlive: KeepAlive,
  hostKey: HostKey | null = null,
): WorkloadTemplate {
  const steps: RequestTemplate[] = [];
  const templateOf = (step: Step): RequestTemplate => {
    const template = requestTemplate(step, steps.length, target, keepAlive, hostKey);
    steps.push(template);
    return template;
  };
  const scenarioTemplate = ({ weight, steps }: Scenario) => ({
    weight,
    steps: steps.map(templateOf),
  });
  return { population, scenarios: scenarios.map(scenarioTemplate), steps };
}

function requestTemplate(
  step: Step,
  index: number,
  target: Target,
  keepAlive: KeepAlive,
  hostKey: HostKey | null,
): RequestTemplate {
  const { name, indicator, method, path, headers, body, proof, think, take, checks } = step;
  const base = target.path.replace(/\?.*$/s, "").replace(/\/$/, "");
  const isSized = body !== "" || hasBody(method);
  const isHashed = proof !== "none" && proof !== "context";
  const [pathTemplate, head] = [
    readTemplate(`${base}${path}`),
    readTemplate(headerLines(target, headers, keepAlive)),
  ];
  if (proof === "install" && hostKey === null)
    throw new RangeError(`Step ${name}: the host's own key, which signs it, is not there.`);
  return {
    ...{ index, name, indicator, method, proof, think, take },
    hostKey: proof === "install" ? hostKey : null,
    path: pathTemplate,
    joint: path.includes("?") ? "&" : "?",
    head,
    body: isSized ? readTemplate(body) : null,
    canonical: isHashed ? canonicalTemplate(step) : null,
    isUnique: [...pathTemplate.names, ...head.names].some((name) => isOfSession(name)),
    endsInSlot: path.split("?")[0]!.endsWith("}"),
    statuses: statusesOf(checks),
    contains: checks.flatMap((check) => (check.kind === "body" ? [check.contains] : [])),
    keepsAnswer: take.length > 0 || checks.some(({ kind }) => kind === "body"),
  };
}

function statusesOf(checks: readonly Check[]): readonly number[] | null {
  const named = checks.flatMap((check) => (check.kind === "status" ? [check.is] : []));
  return named.length === 0 ? null : named.flat();
}

/** Whether what a name stands for differs between sessions of one tenant that are about the same issue. */
const isOfSession = (name: string): boolean => name === "session" || name === "now";

/** Stands for slot n where a request is made canonical; unreserved, so that nothing changes it. */
const mark = (n: number): string => `PlimsollSlot${n}End`;

/**
 * Makes a path canonical with marks where values will be. A value stands there percent-encoded just
 * as in the path itself, so that filling the slots gives what is hashed.
 */
function canonicalTemplate({ name, method, path }: Step): CanonicalTemplate {
  const { literals, names } = readTemplate(path);
  const query = path.slice(path.indexOf("?") + 1);
  const keys = path.includes("?") ? query.split("&").map((pair) => pair.split("=")[0]!) : [];
  const isRepeated = keys.some((key, at) => keys.indexOf(key) !== at);
  if (names.length > 0 && (isRepeated || keys.some((key) => readTemplate(key).names.length > 0)))
    throw new RangeError(
      `Step ${name}: parameters that appear twice or whose names hold {places} cannot be signed ahead.`,
    );
  const marked = literals.map((literal, n) => (n === 0 ? literal : mark(n - 1) + literal)).join("");
  const parts = canonicalRequest(method, marked).split(/PlimsollSlot(\d+)End/);
  return {
    literals: parts.filter((_, at) => at % 2 === 0),
    slots: parts.filter((_, at) => at % 2 === 1).map(Number),
  };
}
