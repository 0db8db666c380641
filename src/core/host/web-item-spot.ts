import type { Module } from "./descriptor.ts";
import { textOf } from "./module-field.ts";

/** Where the host draws a web item. `site`: in the menu, as everything whose place is not known. */
export type Spot =
  | "top"
  | "site"
  | "administration"
  | "project"
  | "issue"
  | "space"
  | "content"
  | "byline";

/** Sources: "Extension point locations", and the locations of Jira's administration, projects and issues. */
const spots: readonly (readonly [start: RegExp, spot: Spot])[] = [
  [/^(?:system\.admin|admin_)/, "administration"],
  [/^system\.(?:top\.navigation|header|help|user|profile)/, "top"],
  [/^(?:atl\.jira\.proj|jira\.project|jira\.agile)/, "project"],
  [/^(?:operations|opsbar|transitions|view\.issue|jira\.issue|issue)/, "issue"],
  [/^system\.space/, "space"],
  [
    /^(?:system\.(?:content|attachment|comment|editor|views)|page\.|atl\.(?:editor|page))/,
    "content",
  ],
];

/** An item may stand in a section of the add-on's own, which stands somewhere itself. */
export function spotOf(
  location: string,
  sections: readonly Module[],
): { readonly spot: Spot; readonly section: string | null } {
  const own = sections.find(
    ({ key }) => typeof key === "string" && (location === key || location.endsWith(`/${key}`)),
  );
  const place = own === undefined ? location : String(own.location);
  return {
    spot: spots.find(([start]) => start.test(place))?.[1] ?? "site",
    section: own === undefined ? null : textOf(own.name),
  };
}
