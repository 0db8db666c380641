import * as z from "zod";
import { isoTime } from "../core/time/index.ts";
import type { hostIncidentPublished } from "../entries/index.ts";

/** Of Statuspage's public API v2, what is needed; the rest may change. */
const page = z.object({
  incidents: z.array(
    z.object({
      id: z.string().min(1).max(200),
      name: z.string().max(2000),
      impact: z.string().max(50),
      status: z.string().max(50),
      created_at: z.iso.datetime({ offset: true }),
      started_at: z.iso.datetime({ offset: true }).nullish(),
      resolved_at: z.iso.datetime({ offset: true }).nullish(),
      components: z.array(z.object({ name: z.string() })).nullish(),
    }),
  ),
});

export type ReadIncident = z.infer<typeof hostIncidentPublished.schema>;

/** Statuspage's words for what is an outage; a minor incident is none. */
const OUTAGES = ["major", "critical"];

/**
 * The incidents of `/api/v2/incidents.json`, newest first.
 * @param components only incidents of these count; none: each does
 */
export function readIncidents(
  text: string,
  components: readonly string[],
):
  | { readonly kind: "incidents"; readonly incidents: readonly ReadIncident[] }
  | { readonly kind: "unreadable"; readonly reason: string } {
  const document = parsed(text);
  if (document === undefined) return { kind: "unreadable", reason: "it is not JSON" };
  const read = page.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    const reason = `${issue!.path.join(".") || "the document"} is not as Statuspage has it`;
    return { kind: "unreadable", reason };
  }
  return {
    kind: "incidents",
    incidents: read.data.incidents.map((one) => {
      const touched = (one.components ?? []).map(({ name }) => name);
      const isOurs = components.length === 0 || touched.some((name) => components.includes(name));
      const { id, name, impact, status, started_at, created_at, resolved_at } = one;
      return {
        ...{ id, name, impact, status },
        startAt: isoTime(Date.parse(started_at ?? created_at)),
        endAt: resolved_at == null ? null : isoTime(Date.parse(resolved_at)),
        counts: OUTAGES.includes(impact) && isOurs,
      };
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
