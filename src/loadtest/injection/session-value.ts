import { draw, purposes } from "./draw.ts";
import type { Session } from "./session.ts";
import type { Template } from "./template.ts";

/** One chance for all names of a session, so that an issue's key goes with its number. */
export const chanceOf = ({ arrival }: Session, seed: number): number =>
  draw(seed, arrival, purposes.value);

/** What the names of a template stand for in a session. */
export const valuesOf = (
  { names }: Template,
  session: Session,
  seed: number,
  epochMs: number,
): readonly string[] => names.map((name) => namedValue(session, name, seed, epochMs));

/** What a name in braces stands for in a session. A name that nobody knows is empty, as on the host. */
export function namedValue(session: Session, name: string, seed: number, epochMs: number): string {
  const { taken, tenant, arrival } = session;
  const own = taken?.get(name);
  if (own !== undefined) return own;
  if (Object.hasOwn(tenant.values, name)) {
    const among = tenant.values[name]!;
    return among[Math.floor(chanceOf(session, seed) * among.length)] ?? "";
  }
  switch (name) {
    case "clientKey":
      return tenant.clientKey;
    case "baseUrl":
      return tenant.baseUrl;
    case "session":
      return `${arrival}`;
    case "now":
      return `${Math.floor(epochMs)}`;
    default:
      return "";
  }
}
