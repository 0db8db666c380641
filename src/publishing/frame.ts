import { html } from "hono/html";
import { clockWords, dateWords } from "../core/format/index.ts";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import { type Frame, type Html, moment, type Water } from "../ui/index.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";

/** The frame of a page about one add-on, or (null) about all of them. */
export function frameOf(
  view: PublicView,
  published: PublishedAddon | null,
  here: "status" | "promise" | "guide" | "subscribe" | "elsewhere",
): Frame {
  const only = published ?? (view.addons.length === 1 ? view.addons[0]! : null);
  const base = only === null ? "" : baseOf(view, only);
  return {
    ...nameOf(view, only),
    spent: waterOf(only === null ? view.addons : [only]),
    home: "/",
    links: [
      ...(base === "" ? [] : [{ href: "/", words: "All add-ons", isHere: false }]),
      { href: base || "/", words: "Status", isHere: here === "status" },
      { href: `${base}/sla`, words: "Promise", isHere: here === "promise" },
      ...(only?.hasGuide
        ? [{ href: `${base}/guide`, words: "Guide", isHere: here === "guide" }]
        : []),
      ...(only === null
        ? []
        : [{ href: `${base}/subscribe`, words: "Be told", isHere: here === "subscribe" }]),
      { href: `${base}/sla.json`, words: "JSON", isHere: false },
    ],
    notice: noticeOf(view),
    foot: footOf(view),
  };
}

function nameOf({ addons }: PublicView, only: PublishedAddon | null): Pick<Frame, "name" | "by"> {
  if (only !== null) return { name: only.addon.name, by: `by ${only.addon.vendor}` };
  const vendors = [...new Set(addons.map(({ addon }) => addon.vendor))];
  return { name: vendors.join(", ") || "Plimsoll", by: `${addons.length} add-ons` };
}

/**
 * How high the water stands in the mark: the share of the uptime's error budget that is spent, of
 * all budgets where no uptime is promised; the highest of several add-ons; null where none is known.
 */
export function waterOf(addons: readonly PublishedAddon[]): Water | null {
  const waters = addons.flatMap(({ statement }) => {
    const known = statement.objectives.filter(({ kept }) => kept !== null);
    const uptime = known.filter(({ promise }) => promise.kind === "uptime");
    return (uptime.length > 0 ? uptime : known).flatMap((account) => waterIn(account) ?? []);
  });
  if (waters.length === 0) return null;
  const highest = (of: keyof Water) => Math.max(...waters.map((water) => water[of]));
  return { spent: highest("spent"), most: highest("most") };
}

/** The same of one promise. */
export const waterIn = ({ budget, kept }: ObjectiveAccount): Water | null =>
  budget === null || kept === null ? null : { spent: budget.share, most: budget.mostShare };

function noticeOf(view: PublicView): string | null {
  const computedAt = oldestOf(view);
  if (!view.isStale || computedAt === undefined) return null;
  return `These are the figures of ${dateWords(computedAt)}, ${clockWords(computedAt)}: newer ones cannot be computed at the moment.`;
}

const oldestOf = ({ addons }: PublicView): string | undefined =>
  addons.map(({ statement }) => statement.computedAt).sort()[0];

function footOf(view: PublicView): Html | null {
  const computedAt = oldestOf(view);
  if (computedAt === undefined) return null;
  const words = `${dateWords(computedAt)} at ${clockWords(computedAt)}`;
  return html`<p>Computed on ${moment(computedAt, words)}.</p>`;
}
