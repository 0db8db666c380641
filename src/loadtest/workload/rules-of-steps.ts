import type { Step, Workload } from "../model/index.ts";
import { pathOnly } from "./deriving.ts";
import { isSignable } from "./is-signable.ts";
import { type PlanFinding, type PlanRule, source } from "./plan-rule.ts";
import { plainNames, siteNames } from "./site-values.ts";

/** What is sent, and how. */
export const stepRules: readonly PlanRule[] = [
  {
    id: "nothing-to-send",
    severity: "error",
    asks: "One scenario at least, with a weight and a step.",
    source: source.arithmetic,
    check: ({ plan: { workload } }) =>
      workload.scenarios.some(({ weight, steps }) => weight > 0 && steps.length > 0)
        ? null
        : {
            path: ["workload", "scenarios"],
            message: "The workload has no request to send.",
            hint: "Name a descriptor in the contract, or give scenarios of your own.",
          },
  },
  {
    id: "names-doubled",
    severity: "error",
    asks: "A name of its own for every step, since its figures stand under it.",
    source: source.arithmetic,
    check({ plan: { workload } }) {
      const known = new Set<string>();
      return ofSteps(workload, ({ name }) => {
        if (!known.has(name)) return known.add(name) && null;
        return {
          at: "name",
          message: `Two steps are called ${JSON.stringify(name)}.`,
          hint: "Rename one.",
        };
      });
    },
  },
  {
    id: "indicator-disagrees",
    severity: "error",
    asks: "Indicators as the descriptor gives them to the same requests in production.",
    source: source.descriptor,
    check: ({ plan, classify, descriptor }) =>
      descriptor === null
        ? null
        : ofSteps(plan.workload, ({ name, method, path, indicator }) => {
            const declared = classify(method, pathOnly(path));
            // Only a page itself knows whether its frame came up; no path says so.
            if (indicator === null || indicator === "iframe" || indicator === declared) return null;
            return {
              at: "indicator",
              message: `${name} is judged as ${indicator}; in production ${method} ${pathOnly(path)} counts as ${declared ?? "nothing"}.`,
              hint: `Write indicator: ${declared ?? "none"}, or leave it out.`,
            };
          }),
  },
  {
    id: "proof-missing",
    severity: "warning",
    asks: "Proof of who asks, where the add-on authenticates.",
    source: source.descriptor,
    check: ({ plan, descriptor }) =>
      descriptor?.authentication !== "jwt"
        ? null
        : ofSteps(plan.workload, ({ name, indicator, proof, headers }) => {
            const isOwn = headers.some(([header]) => /^(authorization|cookie)$/i.test(header));
            if (proof !== "none" || indicator === null || isOwn) return null;
            return {
              at: "proof",
              message: `${name} does not say who asks; the add-on would turn it away.`,
              hint: "Write proof: query for a page, context for a page's own call, header for the host's.",
            };
          }),
  },
  {
    id: "nobody-signs",
    severity: "error",
    asks: "No proof of who asks where no host has given the service a secret to check it by.",
    source: source.host,
    check: ({ plan: { target, workload } }) =>
      target.kind !== "alone"
        ? null
        : ofSteps(workload, ({ name, proof }) =>
            proof === "none"
              ? null
              : {
                  at: "proof",
                  message: `${name} is to be signed, and no host has given this service a secret by which it could check that.`,
                  hint: "Leave proof out, and send what the service itself asks for in headers.",
                },
          ),
  },
  {
    id: "cannot-be-signed",
    severity: "error",
    asks: "Queries in which a signed request has each parameter once, where one holds a {name}.",
    source: source.descriptor,
    check: ({ plan }) =>
      ofSteps(plan.workload, ({ name, path, proof }) =>
        isSignable(path, proof)
          ? null
          : {
              at: "path",
              message: `The query of ${name} has a parameter twice, or a {name} in a parameter's name, so its token cannot be made ahead.`,
              hint: "Write each parameter once, with a name that stands as it is.",
            },
      ),
  },
  {
    id: "name-unfilled",
    severity: "warning",
    asks: "Names in braces that a step before, the site or the run fills.",
    source: source.arithmetic,
    check: ({ plan: { workload }, contract }) =>
      ofSteps(workload, (step, before) => {
        const known = contract.addon.host === "plain" ? plainNames : siteNames;
        const taken = new Set(before.flatMap(({ take }) => take.map(({ name }) => name)));
        const unfilled = namesIn(step).find((name) => !taken.has(name) && !known.has(name));
        if (unfilled === undefined || unfilled.startsWith("ac.")) return null;
        return {
          at: null,
          message: `Nothing fills {${unfilled}} in ${step.name}; it becomes empty text unless a tenant has it.`,
          hint: "Take it from the answer of a step before, or mend the name.",
        };
      }),
  },
  {
    id: "secret-in-address",
    severity: "error",
    asks: "No secret in an address.",
    source: source.secrets,
    check: ({ plan: { workload } }) =>
      ofSteps(workload, ({ name, path }) =>
        path.includes("{tenant.sharedSecret}")
          ? {
              at: "path",
              message: `The address of ${name} holds the tenant's secret.`,
              hint: "Send it in the body, or let proof sign.",
            }
          : null,
      ),
  },
];

interface StepFinding {
  readonly at: keyof Step | null;
  readonly message: string;
  readonly hint: string;
}

function ofSteps(
  { scenarios }: Workload,
  check: (step: Step, before: readonly Step[]) => StepFinding | null,
): readonly PlanFinding[] {
  return scenarios.flatMap(({ steps }, i) =>
    steps.flatMap((step, j): readonly PlanFinding[] => {
      const found = check(step, steps.slice(0, j));
      if (found === null) return [];
      const { at, message, hint } = found;
      const path = ["workload", "scenarios", i, "steps", j, ...(at === null ? [] : [at])];
      return [{ path, message, hint }];
    }),
  );
}

const namesIn = ({ path, body, headers }: Step): readonly string[] =>
  [path, body, ...headers.map(([, value]) => value)].flatMap((text) =>
    [...text.matchAll(/\{([A-Za-z][\w.-]*)\}/g)].map(([, name]) => name!),
  );
