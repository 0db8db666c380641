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
import type { HostKey } from "./host-signer.ts";
import { hasBody, headOf } from "./request-bytes.ts";
import { readTemplate, type Template } from "./template.ts";

/** A workload made ready for sending: plain data that a worker thread is given. */
export interface WorkForm {
  readonly population: Workload["population"];
  readonly scenarios: readonly ScenarioForm[];
  /** All steps, as often as the scenarios have them; a step's `index` is its place here. */
  readonly steps: readonly StepForm[];
}

export interface ScenarioForm {
  readonly weight: number;
  readonly steps: readonly StepForm[];
}

export interface StepForm {
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
  readonly hashed: HashedForm | null;
  /** Whether the path, without its query, ends in a place. */
  readonly endsInPlace: boolean;
  readonly think: Step["think"];
  readonly take: readonly Extraction[];
  /** The statuses that are right; null: 200 to 299. */
  readonly statuses: readonly number[] | null;
  /** Texts that the body must hold. */
  readonly contains: readonly string[];
  /** Whether anything of the answer but its status is of use. */
  readonly keepsAnswer: boolean;
}

/** `literals` alternate with values of the path, named by their places there. */
interface HashedForm {
  readonly literals: readonly string[];
  readonly places: readonly number[];
}

/** METHOD&path&query of a request as its qsh is computed from it. */
export type CanonicalRequest = (method: string, path: string) => string;

/**
 * Makes a workload ready for a target.
 * @param hostKey what signs installs; null: there is none
 * @throws RangeError when a request's token would depend on the order of values that differ, or
 * needs a key that is not there
 */
export function workForm(
  { population, scenarios }: Workload,
  target: Target,
  keepAlive: KeepAlive,
  canonicalRequest: CanonicalRequest,
  hostKey: HostKey | null = null,
): WorkForm {
  const steps: StepForm[] = [];
  const surroundings = { target, keepAlive, canonicalRequest, hostKey };
  const formOf = (step: Step): StepForm => {
    const form = stepForm(step, steps.length, surroundings);
    steps.push(form);
    return form;
  };
  const scenarioForm = ({ weight, steps }: Scenario) => ({ weight, steps: steps.map(formOf) });
  return { population, scenarios: scenarios.map(scenarioForm), steps };
}

/** What the forms of all steps are made with. */
interface Surroundings {
  readonly target: Target;
  readonly keepAlive: KeepAlive;
  readonly canonicalRequest: CanonicalRequest;
  readonly hostKey: HostKey | null;
}

function stepForm(
  step: Step,
  index: number,
  { target, keepAlive, canonicalRequest, hostKey }: Surroundings,
): StepForm {
  const { name, indicator, method, path, headers, body, proof, think, take, checks } = step;
  const base = target.path.replace(/\?.*$/s, "").replace(/\/$/, "");
  const isSized = body !== "" || hasBody(method);
  const isHashed = proof !== "none" && proof !== "context";
  if (proof === "install" && hostKey === null)
    throw new RangeError(`Step ${name}: the host's own key, which signs it, is not there.`);
  return {
    ...{ index, name, indicator, method, proof, think, take },
    hostKey: proof === "install" ? hostKey : null,
    path: readTemplate(`${base}${path}`),
    joint: path.includes("?") ? "&" : "?",
    head: readTemplate(headOf(target, headers, keepAlive)),
    body: isSized ? readTemplate(body) : null,
    hashed: isHashed ? hashedForm(step, canonicalRequest) : null,
    endsInPlace: path.split("?")[0]!.endsWith("}"),
    statuses: statusesOf(checks),
    contains: checks.flatMap((check) => (check.kind === "body" ? [check.contains] : [])),
    keepsAnswer: take.length > 0 || checks.some(({ kind }) => kind === "body"),
  };
}

function statusesOf(checks: readonly Check[]): readonly number[] | null {
  const named = checks.flatMap((check) => (check.kind === "status" ? [check.is] : []));
  return named.length === 0 ? null : named.flat();
}

/** Stands for place n where a request is made canonical; unreserved, so that nothing changes it. */
const mark = (n: number): string => `PlimsollPlace${n}End`;

/**
 * Makes a path canonical with marks where values will be. A value stands there percent-encoded just
 * as in the path itself, so that filling the places gives what is hashed.
 */
function hashedForm({ name, method, path }: Step, canonicalRequest: CanonicalRequest): HashedForm {
  const { literals, names } = readTemplate(path);
  const query = path.slice(path.indexOf("?") + 1);
  const keys = path.includes("?") ? query.split("&").map((pair) => pair.split("=")[0]!) : [];
  const isRepeated = keys.some((key, at) => keys.indexOf(key) !== at);
  if (names.length > 0 && (isRepeated || keys.some((key) => readTemplate(key).names.length > 0)))
    throw new RangeError(
      `Step ${name}: parameters that appear twice or whose names hold {places} cannot be signed ahead.`,
    );
  const marked = literals.map((literal, n) => (n === 0 ? literal : mark(n - 1) + literal)).join("");
  const parts = canonicalRequest(method, marked).split(/PlimsollPlace(\d+)End/);
  return {
    literals: parts.filter((_, at) => at % 2 === 0),
    places: parts.filter((_, at) => at % 2 === 1).map(Number),
  };
}
