import {
  frameTemplate,
  type PageModule,
  type Place,
  pageModulesIn,
} from "../../core/host/index.ts";
import type { Scenario, Step } from "../model/index.ts";
import type { Derived, LeftOut } from "./deriving.ts";
import {
  type Deriving,
  elsewhere,
  fillable,
  pathBelow,
  pathOnly,
  plainStep,
  unsignable,
} from "./deriving.ts";
import { isSignable } from "./is-signable.ts";

/**
 * How often people see each place: work is done in issues and on pages, settings are opened now
 * and then.
 */
const placeWeights: Readonly<Record<Place, number>> = {
  issue: 40,
  content: 40,
  macro: 40,
  site: 20,
  project: 20,
  dashboard: 20,
  space: 5,
  "issue-tab": 10,
  unlisted: 5,
  administration: 1,
};

/** From the last answer that a page waits for to its frame's own word that it is there. */
const BEACON_AFTER_MS = 300;

/** For each page that the add-on shows in a frame: one load of it, signed as the host signs. */
export function pageScenarios(of: Deriving): Derived {
  const { descriptor, product, choices, promisesFrames } = of;
  const pages = pageModulesIn(descriptor.key, descriptor.modules, product);
  const kinds = pages.map((page) => visit(of, page));
  return {
    scenarios: kinds.flatMap((kind) => ("steps" in kind ? [kind] : [])),
    leftOut: [
      ...kinds.flatMap((kind) => ("why" in kind ? [kind] : [])),
      ...ofOtherProduct(of, pages),
      ...(promisesFrames ? [framesUntold(choices)] : []),
    ],
  };
}

function visit(of: Deriving, page: PageModule): Scenario | LeftOut {
  const step = pageStep(of, page);
  const what = `page ${page.moduleKey}`;
  if (step === null) return { what, why: elsewhere };
  if (!isSignable(step.path, step.proof)) return { what, why: unsignable };
  return { name: what, weight: placeWeights[page.place], steps: [step, ...after(of, step)] };
}

/** A beacon without a browser shows that reports are taken, and nothing of a frame. */
const framesUntold = ({ beaconPath }: Deriving["choices"]): LeftOut => ({
  what: "iframe",
  why:
    beaconPath === undefined
      ? "only browsers know whether a frame came up, and no path is named that their pages report to"
      : "only browsers know whether a frame came up; what their pages report is sent and judged as any call",
});

function ofOtherProduct({ descriptor, product }: Deriving, pages: readonly PageModule[]) {
  const other = product === "jira" ? "confluence" : "jira";
  const here = new Set(pages.map(({ moduleKey }) => moduleKey));
  return pageModulesIn(descriptor.key, descriptor.modules, other)
    .filter(({ moduleKey }) => !here.has(moduleKey))
    .map(({ moduleKey }) => ({
      what: `page ${moduleKey}`,
      why: `it is shown in ${other === "jira" ? "Jira" : "Confluence"} only`,
    }));
}

/** The load of one page: the frame's address as the host builds it; null where it leads elsewhere. */
export function pageStep(
  { descriptor, classify }: Pick<Deriving, "descriptor" | "classify">,
  page: PageModule,
): Step | null {
  const { url, addonKey, moduleKey, isCacheable } = page;
  const own = pathBelow(url, descriptor.baseUrl);
  if (own === null) return null;
  const path = fillable(isCacheable ? own : frameTemplate(own, addonKey, moduleKey));
  return {
    ...plainStep,
    name: `page ${moduleKey}`,
    indicator: classify("GET", pathOnly(path)),
    method: "GET",
    path,
    headers: [["accept", "text/html"]],
    proof: descriptor.authentication === "jwt" && !isCacheable ? "query" : "none",
  };
}

/** What a page does once it is there: its own calls, and last, since nothing waits for it, its report. */
function after({ choices, descriptor, classify }: Deriving, { name }: Step): readonly Step[] {
  const calls = (choices.pageCalls ?? []).map((call) => ({
    ...call,
    name: `${name}: ${call.name}`,
  }));
  if (choices.beaconPath === undefined) return calls;
  const path = fillable(choices.beaconPath);
  const report = { page: name.slice("page ".length), frame: "{session}", state: "connected" };
  const beacon: Step = {
    ...plainStep,
    name: `${name}: beacon`,
    indicator: classify("POST", pathOnly(path)),
    method: "POST",
    path,
    headers: [["content-type", "application/json"]],
    body: JSON.stringify(report),
    proof: descriptor.authentication === "jwt" ? "context" : "none",
    think: { meanMs: BEACON_AFTER_MS, spacing: "poisson" },
  };
  return [...calls, beacon];
}
