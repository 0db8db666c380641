import { lifecyclePayload, withQuery } from "../../core/host/index.ts";
import type { Check, Scenario, Step } from "../model/index.ts";
import type { Derived, LeftOut } from "./deriving.ts";
import { type Deriving, elsewhere, fillable, pathBelow, pathOnly, plainStep } from "./deriving.ts";

/**
 * Lifecycle callbacks. `enabled` may come again at any time and changes nothing; `disabled` and
 * `uninstalled` would end the sites that the others stand for. An install comes where it is asked
 * for, signed by the host itself; it names the secret and the client that the site has already, so
 * that everything signed with them stays valid.
 */
export function lifecycleScenarios(of: Deriving): Derived {
  const { descriptor, choices } = of;
  const kinds = Object.keys(descriptor.lifecycle).map((event) => ofEvent(of, event));
  const notAsked: readonly LeftOut[] =
    choices.withInstalls && descriptor.lifecycle.installed === undefined
      ? [{ what: "lifecycle installed", why: "the descriptor names no path for it" }]
      : [];
  return {
    scenarios: kinds.flatMap((kind) => ("steps" in kind ? [kind] : [])),
    leftOut: [...kinds.flatMap((kind) => ("why" in kind ? [kind] : [])), ...notAsked],
  };
}

function ofEvent(of: Deriving, event: string): Scenario | LeftOut {
  const { descriptor, product, classify } = of;
  const name = `lifecycle ${event}`;
  const own = pathBelow(descriptor.lifecycle[event]!, descriptor.baseUrl);
  const why = own === null ? elsewhere : whyNot(of, event);
  if (own === null || why !== null) return { what: name, why: why! };
  const path = fillable(withQuery(own, "user_key=&user_id="));
  const site = { clientKey: "{tenant.clientKey}", baseUrl: "{tenant.baseUrl}", product };
  const payload = lifecyclePayload(event, { addonKey: descriptor.key, ...site });
  const step = {
    ...plainStep,
    name,
    indicator: classify("POST", pathOnly(path)),
    method: "POST",
    path,
    headers: [["content-type", "application/json; charset=utf-8"]],
    body: JSON.stringify(event === "installed" ? { ...payload, ...credentials } : payload),
    proof: proofOf(of, event),
    checks: event === "installed" ? [INSTALLED] : [],
  } as const;
  return { name, weight: 1, steps: [step] };
}

/**
 * What the host takes for an installation; other events are webhooks to it. Source: "Installation
 * callback success rate", Cloud Fortified programme.
 */
const INSTALLED = { kind: "status", is: [200, 204] } as const satisfies Check;

const credentials = {
  sharedSecret: "{tenant.sharedSecret}",
  oauthClientId: "{tenant.oauthClientId}",
};

function proofOf({ descriptor }: Deriving, event: string): Step["proof"] {
  if (descriptor.authentication !== "jwt") return "none";
  return event === "installed" ? "install" : "header";
}

/** Why an event is not repeated; null where it may be. */
function whyNot({ choices }: Deriving, event: string): string | null {
  if (event === "enabled") return null;
  if (event !== "installed") return "it would end sites that the other requests need";
  if (choices.withInstalls !== true) return "installs were not asked for";
  return choices.isHostOurs === true
    ? null
    : "it is signed with the host's own key, and only the mock host shares its key";
}
