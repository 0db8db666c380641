import type { OutboundCall, OutboundResult, Tenant, World } from "../world/index.ts";

/** Only these two statuses are success to the host. Source: "Installation callback success rate". */
export const isAccepted = (result: OutboundResult): boolean =>
  result.kind === "answered" && (result.status === 200 || result.status === 204);

/** Makes a call to an add-on and notes it, with why it did not go well (unless `isGood` says that it did). */
export async function callAddon(
  world: World,
  kind: string,
  tenant: Tenant | null,
  addonKey: string | null,
  call: OutboundCall,
  isGood: (result: OutboundResult) => boolean = isAccepted,
): Promise<OutboundResult> {
  const { result, fault } = await carry(world, tenant, call);
  world.journal.note({
    atMs: world.clock.nowMs(),
    direction: "to-addon",
    clientKey: tenant?.clientKey ?? null,
    addonKey,
    kind,
    method: call.method,
    url: call.url.replace(/([?&]jwt=)[^&]*/, "$1…"),
    status: result.kind === "answered" ? result.status : null,
    tookMs: result.tookMs,
    claims: claimsOf(call),
    reason: isGood(result) ? null : fault + whyNot(result),
  });
  return result;
}

/** Makes the call, unless a fault on demand keeps it from the add-on. */
async function carry(
  world: World,
  tenant: Tenant | null,
  call: OutboundCall,
): Promise<{ readonly result: OutboundResult; readonly fault: string }> {
  const struck = world.interruption(tenant, call, world.clock.nowMs());
  if (struck === null) return { result: await world.callOut(call), fault: "" };
  if (struck.delayMs > 0)
    await new Promise<void>((resolve) => world.clock.after(struck.delayMs, resolve));
  return struck.instead === null
    ? { result: await world.callOut(call), fault: "" }
    : { result: struck.instead, fault: "A fault on demand kept the call from the add-on. " };
}

const whyNot = (result: OutboundResult): string =>
  result.kind === "answered"
    ? `The add-on answered ${result.status}; only 200 and 204 count.`
    : `The add-on did not answer (${result.reason}): ${result.detail}`;

/** The claims of a token that we signed ourselves: decoded for reading, never verified here. */
function claimsOf({ headers, url }: OutboundCall): Readonly<Record<string, unknown>> | null {
  const token =
    /^(?:JWT|Bearer) (.+)$/.exec(headers.authorization ?? "")?.[1] ??
    /[?&]jwt=([^&]+)/.exec(url)?.[1];
  const claims = token?.split(".")[1];
  return claims === undefined
    ? null
    : JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
}
