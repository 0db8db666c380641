import { sayAbout } from "../../core/contract/index.ts";
import { exactDuration, exactPercent, plural } from "../../core/format/index.ts";
import type {
  Model,
  Population,
  Proof,
  Scenario,
  Stage,
  Step,
  TestKind,
  TestPlan,
  Workload,
} from "../model/index.ts";
import type { LeftOut } from "./deriving.ts";
import { isAboutRequests, judgedSessions } from "./plan-figures.ts";
import { sayRate } from "./rules-of-load.ts";
import { requestsPerSession, weighedSteps } from "./steps-of.ts";

/** A plan in lines for people: who comes, what they do, how often, for how long, judged by what. */
export function describePlan(plan: TestPlan, leftOut: readonly LeftOut[] = []): readonly string[] {
  const { workload, model } = plan;
  return [
    `${titles[plan.kind]} of ${plan.addon} at ${plan.target.baseUrl} (${targets[plan.target.kind]})`,
    "",
    `Who       ${tenants(workload.population)}`,
    ...labelled("How often", pace(model, requestsPerSession(workload))),
    `How long  ${time(plan)}`,
    `With      ${plan.connections} connections, ${plural(plan.workers, "worker")}, ${exactDuration(plan.timeoutMs)} for an answer, seed ${plan.seed}`,
    "",
    "What sessions do",
    ...scenarios(workload),
    "",
    "Judged by",
    ...promises(plan),
    ...(leftOut.length > 0
      ? ["", "Left out", ...leftOut.map(({ what, why }) => `  ${what}: ${why}`)]
      : []),
  ];
}

const titles: Readonly<Record<TestKind, string>> = {
  load: "Load test",
  stress: "Stress test",
  soak: "Soak test",
  spike: "Spike test",
};

const targets = {
  mock: "alone, beside the mock host",
  alone: "alone",
  live: "as deployed",
} as const;

function tenants({ tenants, skew }: Population): string {
  const how =
    skew.kind === "even" ? "all alike" : `the k-th largest with a share ∝ 1/k^${skew.exponent}`;
  return `${plural(tenants, "tenant")}, ${how}`;
}

function pace(model: Model, perSession: number): readonly string[] {
  switch (model.kind) {
    case "closed":
      return ["as fast as the answers come"];
    case "replay":
      return [`${plural(model.startsMs.length, "session")} as they were recorded`];
    case "open":
      return [
        ...model.stages.map((stage) => stageLine(stage, perSession)),
        `arriving ${model.spacing === "even" ? "evenly" : "by chance, as people do"}, ${sayRequests(perSession)} each`,
      ];
  }
}

const sayRequests = (count: number): string =>
  sayRate(count) === "1" ? "1 request" : `${sayRate(count)} requests`;

function stageLine({ from, to, durationMs }: Stage, perSession: number): string {
  const requests = (rate: number) => sayRate(rate * perSession);
  const rate =
    from === to
      ? `${sayRate(to)} sessions a second (${requests(to)} requests)`
      : `${sayRate(from)} to ${sayRate(to)} sessions a second (${requests(from)} to ${requests(to)} requests)`;
  return `${rate} for ${sayAbout(durationMs)}`;
}

const labelled = (label: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => `${(i === 0 ? label : "").padEnd(10)}${line}`);

function time(plan: TestPlan): string {
  const { durationMs, warmUpMs, search } = plan;
  const sessions = judgedSessions(plan);
  const all =
    search === undefined
      ? ""
      : `, ${sayAbout(search.mostMs)} for all loads at most, or until the answer is ${exactPercent(search.precision)} wide`;
  const judged =
    sessions === null ? "" : `, about ${plural(Math.round(sessions), "session")} judged`;
  return `${sayAbout(durationMs)}, the first ${sayAbout(warmUpMs)} to warm up${judged}${all}`;
}

function scenarios(workload: Workload): readonly string[] {
  const sum = workload.scenarios.reduce((total, { weight }) => total + weight, 0);
  const byStep = new Map(weighedSteps(workload).map(({ step, perSession }) => [step, perSession]));
  const share = ({ steps, weight }: Scenario) => byStep.get(steps[0]!) ?? weight / sum;
  return workload.scenarios
    .toSorted((a, b) => share(b) - share(a))
    .flatMap((scenario) => [
      `  ${percent(share(scenario))}  ${scenario.name}`,
      ...scenario.steps.map((step) => `          ${stepLine(step)}`),
    ]);
}

const percent = (share: number): string =>
  exactPercent(Number(share.toFixed(share < 0.1 ? 3 : 2))).padStart(6);

function stepLine({ method, path, indicator, proof, think, take, checks }: Step): string {
  const notes = [
    ...(think.meanMs > 0
      ? [`after ${think.spacing === "poisson" ? "about " : ""}${exactDuration(think.meanMs)}`]
      : []),
    `judged as ${indicator ?? "nothing"}`,
    proofWords[proof],
    ...(take.length > 0 ? [`takes ${take.map(({ name }) => name).join(", ")}`] : []),
    ...(checks.length > 0 ? [plural(checks.length, "check")] : []),
  ];
  return `${method} ${path.split("?", 1)[0]}  ${notes.join(", ")}`;
}

const proofWords: Readonly<Record<Proof, string>> = {
  none: "unsigned",
  query: "signed by query",
  header: "signed by header",
  context: "signed by context",
  install: "signed by the host itself",
};

/** Promises about recovery and support are proven elsewhere. */
function promises({ objectives }: TestPlan): readonly string[] {
  const judged = objectives.filter(
    (objective) => objective.indicator === "availability" || isAboutRequests(objective),
  );
  if (judged.length === 0) return ["  nothing"];
  return judged.map(({ id, indicator, sentence }) =>
    id.startsWith(indicator) ? `  ${indicator}: ${sentence}` : `  ${id}: ${sentence}`,
  );
}
