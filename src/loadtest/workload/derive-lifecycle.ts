import { lifecyclePayload, withQuery } from "../../host/index.ts";
import type { Derived, LeftOut } from "./derive-workload.ts";
import { type Deriving, elsewhere, fillable, pathBelow, pathOnly, plainStep } from "./deriving.ts";
import type { Scenario } from "./workload.ts";

/**
 * Lifecycle callbacks. `enabled` may come again at any time and changes nothing; `disabled` and
 * `uninstalled` would end the sites that the others stand for. An install comes where it is asked
 * for, and only to add-ons that take it signed with the site's own secret.
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
    body: JSON.stringify(
      event === "installed" ? { ...payload, sharedSecret: "{tenant.sharedSecret}" } : payload,
    ),
    proof: descriptor.authentication === "jwt" ? "header" : "none",
  } as const;
  return { name, weight: 1, steps: [step] };
}

/** Why an event is not repeated; null where it may be. */
function whyNot({ descriptor, choices }: Deriving, event: string): string | null {
  if (event === "enabled") return null;
  if (event !== "installed") return "it would end sites that the other requests need";
  if (choices.withInstalls !== true) return "installs were not asked for";
  return descriptor.apiMigrations["signed-install"] === true
    ? "it is signed with the host's own key, which only the pretend host has"
    : null;
}
