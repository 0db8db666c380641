import type { BrokenRule } from "../../core/contract/index.ts";
import type { Descriptor } from "../../core/host/index.ts";
import { pagesOf } from "./own-step.ts";
import type { ReadScenarios, ReadStep } from "./scenario-schema.ts";

/** What is wrong with scenarios although each value is well formed. */
export function checkScenarios(
  { mode, scenarios, pageCalls }: ReadScenarios,
  descriptor: Descriptor | null,
): readonly BrokenRule[] {
  const steps = [
    ...pageCalls.map((step, i) => ({ step, path: ["pageCalls", i] })),
    ...scenarios.flatMap((scenario, i) =>
      scenario.steps.map((step, j) => ({ step, path: ["scenarios", i, "steps", j] })),
    ),
  ];
  const known = descriptor === null ? [] : pagesOf(descriptor).map(({ moduleKey }) => moduleKey);
  return [
    ...(scenarios.length === 0 && (mode === "replace" || pageCalls.length === 0) ? [nothing] : []),
    ...(mode === "replace" && pageCalls.length > 0 ? [callsOfNobody] : []),
    ...doubled(scenarios.map(({ name }, i) => ({ name, path: ["scenarios", i, "name"] }))),
    ...steps.flatMap(({ step, path }) => [
      ...checkStep(step, path),
      ...checkPage(step, path, known),
    ]),
  ];
}

type Path = BrokenRule["path"];

const nothing: BrokenRule = {
  rule: "scenario.nothing",
  path: ["scenarios"],
  message: "There is nothing to do.",
  hint: "Write a scenario with its steps, or pageCalls for the derived pages.",
};

const callsOfNobody: BrokenRule = {
  rule: "scenario.calls-of-nobody",
  path: ["pageCalls"],
  message: "The derived pages are replaced, so none of these calls is made.",
  hint: "Write mode: join, or put the calls into a scenario.",
};

function doubled(named: readonly { readonly name: string; readonly path: Path }[]) {
  const known = new Set<string>();
  return named.flatMap(({ name, path }): readonly BrokenRule[] => {
    if (!known.has(name)) {
      known.add(name);
      return [];
    }
    const message = `${JSON.stringify(name)} is the name of two scenarios.`;
    return [{ rule: "scenario.doubled-name", path, message, hint: "Give each a name of its own." }];
  });
}

function checkStep(step: ReadStep, path: Path): readonly BrokenRule[] {
  const { page, request, body, json, headers = {}, proof } = step;
  const broken = (rule: string, at: string | null, message: string, hint: string): BrokenRule => ({
    rule: `scenario.${rule}`,
    path: at === null ? path : [...path, at],
    message,
    hint,
  });
  const own = Object.keys(headers).find((name) => INJECTORS.test(name));
  const proves = Object.keys(headers).find((name) => /^authorization$/i.test(name));
  return [
    ...((page === undefined) === (request === undefined)
      ? [
          broken(
            "one-request",
            null,
            page === undefined ? "The step asks for nothing." : "The step asks for two things.",
            "Write either request: GET /items, or page: with the key of a module.",
          ),
        ]
      : []),
    ...(body !== undefined && json !== undefined
      ? [broken("two-bodies", "json", "The step has two bodies.", "Keep body: or json:.")]
      : []),
    ...(own === undefined
      ? []
      : [broken("header", "headers", `${own} is for the injector to say.`, "Leave it out.")]),
    ...(proves !== undefined && proof !== undefined && proof !== "none"
      ? [broken("header", "headers", `${proves} is what proof writes.`, "Keep one of the two.")]
      : []),
  ];
}

function checkPage(
  { page }: ReadStep,
  path: Path,
  known: readonly string[],
): readonly BrokenRule[] {
  if (page === undefined || known.includes(page)) return [];
  return [
    {
      rule: "scenario.unknown-page",
      path: [...path, "page"],
      message: `The descriptor has no page with the key ${JSON.stringify(page)}.`,
      hint: known.length > 0 ? `It has ${known.join(", ")}.` : "Write request: instead.",
    },
  ];
}

const INJECTORS = /^(content-length|transfer-encoding|connection|expect|upgrade|host)$/i;
