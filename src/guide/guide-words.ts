import { list } from "../core/format/index.ts";
import type { Standing } from "../engine/index.ts";
import type { GuideRow } from "./judge-guide.ts";

export const STATES: Readonly<Record<Standing["state"], string>> = {
  kept: "Kept",
  broken: "Not kept",
  unproven: "Not yet proven",
  "not-applicable": "Does not apply",
};

/** "12 kept, 3 not kept, 25 not yet proven and 4 do not apply" */
export function tallyWords(rows: readonly GuideRow[]): string {
  const words: readonly (readonly [Standing["state"], string, string])[] = [
    ["kept", "kept", "kept"],
    ["broken", "not kept", "not kept"],
    ["unproven", "not yet proven", "not yet proven"],
    ["not-applicable", "does not apply", "do not apply"],
  ];
  return list(
    words.flatMap(([state, one, many]) => {
      const n = rows.filter((row) => row.state === state).length;
      return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
    }),
  );
}
