import type { Change, Effect } from "./change.ts";

/** How the mark and the path of a change are coloured. */
interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly amber: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain = (text: string): string => text;
const uncoloured: Paint = { red: plain, green: plain, amber: plain, faint: plain };

/** A line for each change, and what they come to. */
export function changesText(changes: readonly Change[], paint: Paint = uncoloured): string {
  const marks: Record<Effect, string> = {
    weaker: paint.red("−"),
    stronger: paint.green("+"),
    unordered: paint.amber("≠"),
    neutral: paint.faint("·"),
  };
  const lines = changes.map(
    ({ effect, sentence, path }) => `  ${marks[effect]} ${sentence} ${paint.faint(`[${path}]`)}\n`,
  );
  return `${lines.join("")}${sum(changes)}\n`;
}

function sum(changes: readonly Change[]): string {
  const count = (effect: Change["effect"]) =>
    changes.filter((change) => change.effect === effect).length;
  const [weaker, unordered, stronger] = [count("weaker"), count("unordered"), count("stronger")];
  const parts = [
    ...(weaker > 0 ? [`${weaker} weaker`] : []),
    ...(unordered > 0 ? [`${unordered} without an order`] : []),
    ...(stronger > 0 ? [`${stronger} stronger`] : []),
  ];
  if (parts.length === 0) return "Customers are promised the same.";
  const became = weaker > 0 ? "weaker" : unordered > 0 ? "another one" : "stronger";
  return `The promise became ${became}: ${parts.join(", ")}.`;
}
