import {
  areaOf,
  type LoadPlan,
  type Model,
  type RequestForm,
  type Stage,
  totalMs,
} from "../model/index.ts";
import { readTarget } from "./read-target.ts";

/** A load test as a person writes it; what is undefined was left open. */
export interface LoadOptions {
  readonly url: string;
  /** `2000`, `100..2000` for a ramp, `100,200,400` for steps of equal length. */
  readonly rate?: string | undefined;
  readonly duration?: string | undefined;
  readonly connections?: string | undefined;
  readonly workers?: string | undefined;
  readonly timeout?: string | undefined;
  readonly arrivals?: string | undefined;
  readonly seed?: string | undefined;
  readonly method?: string | undefined;
  /** `name: value` each. */
  readonly headers: readonly string[];
  readonly body?: string | undefined;
  /** Statuses that are right, in place of 200 to 299: `302`, `200,404`. */
  readonly expect?: string | undefined;
  readonly isClosed: boolean;
  readonly isInsecure: boolean;
  readonly allowedHosts: readonly string[];
}

interface OptionProblem {
  /** `rate`, `url` …: which part of the options. */
  readonly at: string;
  readonly message: string;
  readonly hint: string;
}

export type PlanReading =
  | { readonly kind: "plan"; readonly plan: LoadPlan }
  | { readonly kind: "problems"; readonly problems: readonly OptionProblem[] }
  | { readonly kind: "refused"; readonly host: string };

const MOST_PER_SECOND = 1_000_000;
const MOST_REQUESTS = 2 ** 32;
const MOST_CONNECTIONS = 10_000;
const MOST_WORKERS = 64;
const LONGEST_MS = 7 * 86_400_000;
const LONGEST_TIMEOUT_MS = 600_000;
const OPEN_CONNECTIONS = 256;
const CLOSED_CONNECTIONS = 10;

/** Reads `10s` as the contract does; given, because what sends the load must not carry the contract's parser. */
type ParseDuration = (
  text: string,
) =>
  | { readonly kind: "read"; readonly value: number }
  | { readonly kind: "complaint"; readonly message: string; readonly hint: string };

/** Turns a options into a plan, or names everything that is wrong with it. */
export function readPlan(options: LoadOptions, parseDuration: ParseDuration): PlanReading {
  const problems: OptionProblem[] = [];
  const complain = (at: string, message: string, hint: string) => {
    problems.push({ at, message, hint });
    return Number.NaN;
  };
  const target = readTarget(options.url, {
    allowedHosts: options.allowedHosts,
    mayBeUntrusted: options.isInsecure,
  });
  if (target.kind === "problem") complain("url", target.message, target.hint);
  const durationMs = duration(
    "duration",
    parseDuration(options.duration ?? "10s"),
    LONGEST_MS,
    complain,
  );
  const timeoutMs = duration(
    "timeout",
    parseDuration(options.timeout ?? "5s"),
    LONGEST_TIMEOUT_MS,
    complain,
  );
  const usual = options.isClosed ? CLOSED_CONNECTIONS : OPEN_CONNECTIONS;
  const connections = whole(
    "connections",
    options.connections ?? `${usual}`,
    [1, MOST_CONNECTIONS],
    complain,
  );
  const workers = whole("workers", options.workers ?? "1", [1, MOST_WORKERS], complain);
  const seed = whole("seed", options.seed ?? "1", [0, 2 ** 31 - 1], complain);
  if (workers > connections)
    complain(
      "workers",
      `${workers} workers cannot share ${connections} connections.`,
      "Give each worker one at least.",
    );
  const model = readModel(options, durationMs, complain);
  const request = readRequest(options, complain);
  if (target.kind === "refused") return target;
  if (problems.length > 0 || target.kind === "problem") return { kind: "problems", problems };
  const plan = {
    target: target.target,
    work: { kind: "request", request },
    model,
    durationMs,
  } as const;
  const usually = { keepAlive: "always", limitsMs: {}, intervalMs: 1000 } as const;
  return { kind: "plan", plan: { ...plan, ...usually, connections, workers, timeoutMs, seed } };
}

type Complain = (at: string, message: string, hint: string) => number;

function duration(
  at: string,
  reading: ReturnType<ParseDuration>,
  longestMs: number,
  complain: Complain,
): number {
  if (reading.kind === "complaint") return complain(at, reading.message, reading.hint);
  if (reading.value >= 1 && reading.value <= longestMs) return reading.value;
  const fault = reading.value < 1 ? "short" : "long";
  return complain(at, `It is too ${fault}.`, "Write it as in 10s.");
}

function whole(
  at: string,
  text: string,
  [least, most]: readonly [number, number],
  complain: Complain,
): number {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
  return complain(
    at,
    `${JSON.stringify(text)} is not a number from ${least} to ${most}.`,
    `Write --${at} ${least}, for example.`,
  );
}

function readModel(options: LoadOptions, durationMs: number, complain: Complain): Model {
  if (options.isClosed) {
    for (const at of ["rate", "arrivals"] as const)
      if (options[at] !== undefined)
        complain(
          at,
          `A closed load has no ${at}: its connections ask as fast as they are answered.`,
          `Leave --${at} or --closed out.`,
        );
    return { kind: "closed" };
  }
  const spacing = options.arrivals ?? "even";
  if (spacing !== "even" && spacing !== "poisson")
    complain(
      "arrivals",
      `${JSON.stringify(spacing)} is not a way to arrive.`,
      "Write even or poisson.",
    );
  const stages = readStages(options.rate ?? "50", durationMs, complain);
  return { kind: "open", spacing: spacing === "poisson" ? "poisson" : "even", stages };
}

function readStages(text: string, durationMs: number, complain: Complain): readonly Stage[] {
  const steps = text.length > 1000 ? [] : text.split(",");
  const stages = steps.map((step): Stage => {
    const [from = "", to = from, ...rest] = step.trim().split("..");
    const rates = [from, to].map((rate) =>
      /^\d{1,7}(\.\d{1,6})?$/.test(rate) ? Number(rate) : Number.NaN,
    );
    const [first, last] = rest.length > 0 ? [Number.NaN, Number.NaN] : (rates as [number, number]);
    return { from: first, to: last, durationMs: durationMs / steps.length };
  });
  const area = areaOf(stages);
  const isNothing = stages.length > 0 && stages.every(({ from, to }) => from === 0 && to === 0);
  if (
    stages.length === 0 ||
    stages.some(({ from, to }) => !(Math.max(from, to) <= MOST_PER_SECOND))
  )
    complain(
      "rate",
      `${JSON.stringify(text.slice(0, 60))} is not a rate up to ${MOST_PER_SECOND} a second.`,
      "Write requests a second: 2000, 100..2000 for a ramp, 100,200,400 for steps.",
    );
  else if (isNothing)
    complain(
      "rate",
      "At a rate of 0 nothing is sent.",
      "Write requests a second above 0: 50, or 0..50 for a ramp that begins with none.",
    );
  else if (area < 1 || area > MOST_REQUESTS)
    complain(
      "rate",
      `${text} a second for ${totalMs(stages) / 1000} s is ${area < 1 ? "not one request" : "too many requests"}.`,
      area < 1 ? "Choose a longer --duration." : "Choose a shorter --duration.",
    );
  return stages;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;

function readRequest(options: LoadOptions, complain: Complain): RequestForm {
  const body = options.body ?? "";
  const method = options.method ?? (body === "" ? "GET" : "POST");
  if (!/^[A-Z]{1,20}$/.test(method) || method === "CONNECT")
    complain(
      "method",
      `${JSON.stringify(method)} is not a method.`,
      "Write it in capitals: GET, POST, PUT.",
    );
  const headers = options.headers.map((line) => {
    const [, name = "", value = ""] = /^([^:]*):\s*(.*?)\s*$/s.exec(line) ?? [];
    const isFit = TOKEN.test(name) && /^[\t\x20-\x7e]{0,8192}$/.test(value);
    if (!isFit)
      complain(
        "header",
        `${JSON.stringify(line.slice(0, 60))} is not a header.`,
        'Write "name: value" in ASCII.',
      );
    else if (/^(content-length|transfer-encoding|connection|expect|upgrade)$/i.test(name))
      complain("header", `${name} is for the injector to say.`, "Leave it out.");
    return [name, value] as const;
  });
  return { method, headers, body, statuses: readStatuses(options.expect, complain) };
}

function readStatuses(text: string | undefined, complain: Complain): RequestForm["statuses"] {
  if (text === undefined) return null;
  const statuses = text.length > 200 ? [] : text.split(",").map((status) => status.trim());
  if (statuses.length === 0 || statuses.some((status) => !/^[1-5]\d\d$/.test(status)))
    complain(
      "expect",
      `${JSON.stringify(text.slice(0, 60))} is not a list of statuses.`,
      "Write one or several: 302, or 200,404.",
    );
  return statuses.map(Number);
}
