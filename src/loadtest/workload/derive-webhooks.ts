import type { Module } from "../../core/host/index.ts";
import type { Scenario } from "../model/index.ts";
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
import { eventBody } from "./event-body.ts";
import { isSignable } from "./is-signable.ts";

/** How often each event comes, next to 1 for those that are not named: issues and pages are worked on. */
const weights: readonly (readonly [event: RegExp, weight: number])[] = [
  [/^(jira:issue|page)_updated$/, 20],
  [/^comment_created$/, 8],
  [/^(jira:issue|page)_created$/, 5],
  [/^(issue_property_set|worklog_created|attachment_created|label_created)$/, 3],
  [/^(comment_updated|blog_created|blog_updated|user_updated)$/, 2],
  [/_(deleted|removed|trashed)$/, 0.5],
];

const eventWeight = (event: string): number =>
  weights.find(([pattern]) => pattern.test(event))?.[1] ?? 1;

/** For each event that the add-on wants to hear of: one delivery, signed as the host signs. */
export function webhookScenarios(of: Deriving): Derived {
  const kinds = (of.descriptor.modules.webhooks ?? []).map((module) => delivery(of, module));
  return {
    scenarios: kinds.flatMap((kind) => ("steps" in kind ? [kind] : [])),
    leftOut: kinds.flatMap((kind) => ("why" in kind ? [kind] : [])),
  };
}

function delivery(of: Deriving, { event, url, excludeBody }: Module): Scenario | LeftOut {
  const { descriptor, product, classify } = of;
  if (typeof event !== "string" || typeof url !== "string")
    return { what: "a webhook", why: "it names no event or no address" };
  const name = `webhook ${event}`;
  const own = pathBelow(url, descriptor.baseUrl);
  if (own === null) return { what: name, why: elsewhere };
  const path = fillable(own);
  const isBare = excludeBody === true;
  const step = {
    ...plainStep,
    name,
    indicator: classify("POST", pathOnly(path)),
    method: "POST",
    path,
    headers: [
      ...(isBare ? [] : [["content-type", "application/json; charset=UTF-8"] as const]),
      ["x-atlassian-webhook-identifier", "plimsoll-{now}-{session}"],
      ["x-atlassian-webhook-flow", "Primary"],
    ],
    body: isBare ? "" : eventBody(product, event),
    proof: descriptor.authentication === "jwt" ? "header" : "none",
  } as const;
  return isSignable(path, step.proof)
    ? { name, weight: eventWeight(event), steps: [step] }
    : { what: name, why: unsignable };
}
