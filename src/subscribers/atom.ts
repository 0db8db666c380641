import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Known } from "../engine/index.ts";
import { incidents, maintenanceWindows } from "../entries/index.ts";

interface Item {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly publishedMs: number;
  readonly updatedMs: number;
  /** Part of the status page. */
  readonly anchor: string;
}

const MOST_ITEMS = 50;

/** Public incidents and announced maintenance of an add-on as Atom (RFC 4287), latest first. */
export function atomFeed(
  known: Known,
  addon: { readonly key: string; readonly name: string; readonly vendor: string },
  pageUrl: string,
  selfUrl: string,
  nowMs: number,
): string {
  const items = itemsOf(known, addon.key).slice(0, MOST_ITEMS);
  const updated = isoTime(Math.max(0, ...items.map(({ updatedMs }) => updatedMs)) || nowMs);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:plimsoll:${escaped(addon.key)}:history</id>
<title>${escaped(addon.name)}: incidents and maintenance</title>
<updated>${updated}</updated>
<author><name>${escaped(addon.vendor)}</name></author>
<link rel="alternate" type="text/html" href="${escaped(pageUrl)}"/>
<link rel="self" type="application/atom+xml" href="${escaped(selfUrl)}"/>
${items.map((item) => entryOf(item, addon.key, pageUrl)).join("\n")}
</feed>
`;
}

const entryOf = (
  { id, title, text, publishedMs, updatedMs, anchor }: Item,
  key: string,
  pageUrl: string,
) =>
  `<entry>
<id>urn:plimsoll:${escaped(key)}:${escaped(id)}</id>
<title>${escaped(title)}</title>
<published>${isoTime(publishedMs)}</published>
<updated>${isoTime(updatedMs)}</updated>
<link rel="alternate" type="text/html" href="${escaped(`${pageUrl}${anchor}`)}"/>
<content type="text">${escaped(text)}</content>
</entry>`;

function itemsOf(known: Known, addon: string): readonly Item[] {
  const told = known
    .state(incidents, addon)
    .all.filter(({ isPublic, isWithdrawn }) => isPublic && !isWithdrawn)
    .map(({ id, title, startMs, updates, openedMs, review }): Item => {
      const said = updates
        .toReversed()
        .map(({ atMs, state, message }) => `${momentWords(isoTime(atMs))}, ${state}: ${message}`);
      return {
        id: `incident:${id}`,
        title,
        text: [...(review === null ? [] : [review]), ...said].join("\n\n"),
        publishedMs: Math.max(startMs, openedMs),
        updatedMs: updates.at(-1)!.atMs,
        anchor: `#incident-${id}`,
      };
    });
  const windows = known
    .state(maintenanceWindows, addon)
    .windows.map(({ id, reason, startMs, endMs, announcedMs, isCancelled, endedMs }): Item => {
      const when = `${momentWords(isoTime(startMs))} to ${momentWords(isoTime(endMs))}`;
      return {
        id: `window:${id}`,
        title: `${isCancelled ? "Called off: m" : "M"}aintenance: ${reason}`,
        text: isCancelled ? `It was announced for ${when}.` : `From ${when}.`,
        publishedMs: announcedMs,
        updatedMs: Math.max(announcedMs, endedMs ?? 0),
        anchor: "",
      };
    });
  return [...told, ...windows].toSorted((a, b) => b.updatedMs - a.updatedMs);
}

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Characters that XML 1.0 cannot hold are left out: one of them would spoil the whole feed. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
