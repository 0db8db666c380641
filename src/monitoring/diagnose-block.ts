import type { Diagnostics } from "../core/diagnostics/index.ts";
import { streamKey } from "../core/measurement/index.ts";
import type { BlockDamage } from "../core/store/index.ts";
import { dayToIso } from "../core/time/index.ts";

/** Says that measurements cannot be read any more; it lasts while they are asked for. */
export function diagnoseBlock(
  { report }: Pick<Diagnostics, "report">,
  { stream, day, reason }: BlockDamage,
): void {
  const { addon, tenant, indicator, source } = stream;
  const whose = tenant === "" ? "no tenant in particular" : `tenant ${tenant}`;
  report({
    kind: "block",
    subject: `${dayToIso(day)} ${streamKey(stream)}`,
    cause: reason,
    message: `What ${source} measured of ${indicator} for ${addon}, ${whose}, on ${dayToIso(day)} cannot be read: ${reason} That day is incomplete in the figures; \`plimsoll doctor\` names all such blocks.`,
  });
}
