import { z } from "zod";
import { newFault } from "../faults/index.ts";
import { installStorm } from "../lifecycle/index.ts";
import type { HostResponse } from "../world/index.ts";
import { json, misfit, refusal } from "./answer.ts";
import { changeUsers, userChange } from "./change-users.ts";
import { chosenTenants, tenantChoice } from "./chosen-tenants.ts";
import type { InspectorParts } from "./parts.ts";
import { triggerEvent, triggeredEvent } from "./trigger-event.ts";
import { faultView, peopleView, tenantView } from "./views.ts";

/** What `POST /_mockhost/{name}` does. */
export type Action = (body: unknown, parts: InspectorParts) => HostResponse | Promise<HostResponse>;

/** An action whose body was checked. */
const action =
  <S extends z.ZodType>(
    schema: S,
    perform: (asked: z.output<S>, parts: InspectorParts) => HostResponse | Promise<HostResponse>,
  ): Action =>
  (body, parts) => {
    const read = schema.safeParse(body);
    return read.success ? perform(read.data, parts) : misfit(read.error);
  };

const addonKey = z.string().min(1).max(200);
const clientKey = z.string().min(1).max(100);
const perSecond = z.number().min(0.1).max(10_000).default(100);
const onOne = z.strictObject({ clientKey });
const onMany = z.strictObject({ addonKey, tenants: tenantChoice, perSecond });

const noSite = (key: string) => refusal(404, `There is no site with the client key ${key}.`);

const install = action(
  z.strictObject({
    descriptorUrl: z.url({ protocol: /^https?$/, message: "must be an http or https address" }),
    tenants: tenantChoice,
    perSecond,
  }),
  async (asked, { world, versions }) => {
    const chosen = chosenTenants(world.tenants, asked.tenants);
    if (chosen.kind === "unknown") return noSite(chosen.clientKey);
    const { descriptorUrl, perSecond } = asked;
    const installed = await versions.install(descriptorUrl, chosen.tenants, perSecond);
    if (installed.kind === "refused") return refusal(422, installed.message, installed.problems);
    const { kind: _, ...outcome } = installed;
    return json(200, outcome);
  },
);

const lifecycleAction = (what: "uninstall" | "enable" | "disable"): Action =>
  action(onMany, async ({ addonKey, tenants, perSecond }, { world, lifecycle }) => {
    const chosen = chosenTenants(world.tenants, tenants);
    if (chosen.kind === "unknown") return noSite(chosen.clientKey);
    const having = chosen.tenants.filter(({ installations }) => installations.has(addonKey));
    if (having.length === 0)
      return refusal(404, `None of these sites has an add-on with the key ${addonKey}.`);
    await installStorm(world.clock, having, perSecond, async (tenant) => {
      await lifecycle[what](tenant, addonKey);
      return true;
    });
    return json(200, { addonKey, tenants: having.length });
  });

const rename = action(
  z.strictObject({
    clientKey,
    name: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "must be lower-case letters, digits and -"),
  }),
  async ({ clientKey, name }, { world, lifecycle }) => {
    const tenant = world.tenants.byClientKey(clientKey);
    if (!tenant) return noSite(clientKey);
    if (world.tenants.byName(name)) return refusal(409, `There is a site called ${name} already.`);
    await lifecycle.rename(tenant, name);
    return json(200, tenantView(tenant));
  },
);

const rotateSecret = action(onOne, async ({ clientKey }, { world, lifecycle }) => {
  const tenant = world.tenants.byClientKey(clientKey);
  if (!tenant) return noSite(clientKey);
  await lifecycle.rotateSecret(tenant);
  return json(200, tenantView(tenant));
});

const licence = action(
  onOne.extend({ licence: z.enum(["active", "evaluation", "expired", "unlicensed"]) }),
  ({ clientKey, licence }, { world }) => {
    const tenant = world.tenants.byClientKey(clientKey);
    if (!tenant) return noSite(clientKey);
    tenant.licence = licence;
    return json(200, tenantView(tenant));
  },
);

const approve = action(
  z.union(
    [
      z.strictObject({ addonKey, clientKey }),
      z.strictObject({
        addonKey,
        share: z.number().min(0).max(1),
        withinMs: z.number().min(0).max(31_536_000_000).default(0),
      }),
    ],
    { error: "must be { addonKey, clientKey } or { addonKey, share, withinMs }" },
  ),
  async (asked, { versions }) => {
    if ("share" in asked)
      return versions.approveShare(asked.addonKey, asked.share, asked.withinMs)
        ? json(200, asked)
        : refusal(404, `The host knows no add-on with the key ${asked.addonKey}.`);
    const approval = await versions.approve(asked.clientKey, asked.addonKey);
    if (approval.kind === "unknown")
      return refusal(404, `The host knows no such ${approval.what}.`);
    if (approval.kind === "nothing-pending")
      return refusal(409, "Nothing waits for approval on this site.");
    return json(200, { release: approval.release, accepted: approval.accepted });
  },
);

const addFault = action(newFault, (asked, { world, faults }) => {
  const stranger = asked.scope.tenants?.find((key) => !world.tenants.byClientKey(key));
  if (stranger !== undefined) return noSite(stranger);
  const fault = faults.add(asked);
  return fault === null
    ? refusal(409, "There are as many faults as the host keeps in mind; remove some.")
    : json(201, faultView(fault, world.clock.nowMs()));
});

const poll = action(z.strictObject({}), async (_, { versions }) => {
  await versions.poll();
  return json(200, {});
});

const MOST_ACTIONS_PER_MINUTE = 60_000;

const startPeople = action(
  z.union(
    [
      z.strictObject({
        actionsPerMinute: z.number().gt(0).max(MOST_ACTIONS_PER_MINUTE),
        isAlways: z.boolean().default(false),
        seed: z.int().min(0).default(1),
      }),
      z.strictObject({
        perPersonPerHour: z.number().gt(0).max(3_600),
        isAlways: z.boolean().default(false),
        seed: z.int().min(0).default(1),
      }),
    ],
    {
      error: `must be { actionsPerMinute } (above 0, at most ${MOST_ACTIONS_PER_MINUTE}) or { perPersonPerHour } (above 0, at most 3600), perhaps with isAlways and seed`,
    },
  ),
  ({ isAlways, seed, ...pace }, { people }) => {
    people.start({ seed, pace, isAlways });
    return json(200, peopleView(people));
  },
);

export const actions: ReadonlyMap<string, Action> = new Map([
  ["install", install],
  ["uninstall", lifecycleAction("uninstall")],
  ["enable", lifecycleAction("enable")],
  ["disable", lifecycleAction("disable")],
  ["rename", rename],
  ["rotate-secret", rotateSecret],
  ["licence", licence],
  ["approve", approve],
  ["events", action(triggeredEvent, triggerEvent)],
  ["users", action(userChange, changeUsers)],
  ["faults", addFault],
  ["poll", poll],
  ["people", startPeople],
]);
