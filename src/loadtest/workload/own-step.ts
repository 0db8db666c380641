import { type ClassifyRequest, type Descriptor, pageModulesIn } from "../../core/host/index.ts";
import type { Step } from "../model/index.ts";
import { pageStep } from "./derive-pages.ts";
import { pathOnly, plainStep } from "./deriving.ts";
import type { ReadStep } from "./scenario-schema.ts";

/** Where the steps of own scenarios take from what they do not say themselves. */
interface StepSource {
  readonly descriptor: Descriptor | null;
  readonly classify: ClassifyRequest;
}

/** A step as it is sent; null where it loads a page that the descriptor does not have. */
export function ownStep(source: StepSource, written: ReadStep, prefix: string): Step | null {
  const base = written.page === undefined ? requestStep(written) : loadOf(source, written.page);
  if (base === null) return null;
  const { name = base.name, proof = base.proof, think = base.think } = written;
  const indicator = written.indicator ?? source.classify(base.method, pathOnly(base.path));
  return {
    ...base,
    name: `${prefix}${name}`,
    indicator: indicator === "none" ? null : indicator,
    proof,
    think,
    headers: headersOf(base, written),
    take: takenBy(written),
    checks: checksOf(written),
  };
}

/** The pages of an add-on, on whichever product. */
export const pagesOf = ({ key, modules }: Descriptor) => [
  ...pageModulesIn(key, modules, "jira"),
  ...pageModulesIn(key, modules, "confluence"),
];

function loadOf({ descriptor, classify }: StepSource, moduleKey: string): Step | null {
  const page = descriptor && pagesOf(descriptor).find((one) => one.moduleKey === moduleKey);
  return page ? pageStep({ descriptor, classify }, page) : null;
}

function requestStep({ request, body, json }: ReadStep): Step {
  const { method, path } = request!;
  const isJson = json !== undefined;
  return {
    ...plainStep,
    name: `${method} ${path}`,
    indicator: null,
    method,
    path,
    headers: isJson ? [["content-type", "application/json"]] : [],
    body: isJson ? JSON.stringify(json) : (body ?? ""),
    proof: "none",
  };
}

/** Own headers win over those that a body or a page brings. */
function headersOf({ headers }: Step, { headers: own = {} }: ReadStep): Step["headers"] {
  const named = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  return [...headers.filter(([name]) => !named.has(name.toLowerCase())), ...Object.entries(own)];
}

const takenBy = ({ take = {} }: ReadStep): Step["take"] =>
  Object.entries(take).map(([name, { header, pattern }]) =>
    header === undefined
      ? { name, from: "body", pattern }
      : { name, from: "header", header, pattern },
  );

const checksOf = ({ checks: { status, contains = [] } = {} }: ReadStep): Step["checks"] => [
  ...(status ? [{ kind: "status" as const, is: status }] : []),
  ...contains.map((text) => ({ kind: "body" as const, contains: text })),
];
