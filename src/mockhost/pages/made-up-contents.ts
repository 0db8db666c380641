import { pick, random } from "../../chance/index.ts";
import type { Tenant } from "../tenant.ts";
import type { ListContents } from "./ports.ts";
import type { Content } from "./viewing.ts";

const spaces = ["Handbook", "Engineering", "Product"] as const;
const titles = [
  "Welcome",
  "How we plan",
  "Meeting notes",
  "Decisions",
  "On-call guide",
  "Release checklist",
] as const;

/** A handful of pages that the seed decides, for hosts without a Confluence of their own. */
export const madeUpContents =
  (seed: number): ListContents =>
  (tenant) => {
    if (tenant.product !== "confluence") return [];
    const next = random(seed, "contents", tenant.index);
    return titles.map((title, i): Content => {
      const space = spaces.indexOf(pick(next, spaces));
      const name = spaces[space]!;
      return {
        id: String(90_000 + i),
        type: "page",
        title,
        version: 1 + (i % 4),
        space: { id: String(80_000 + space), key: name.slice(0, 4).toUpperCase(), name },
      };
    });
  };

export const findContent = (
  list: ListContents,
  tenant: Tenant,
  id: string | null,
): Content | null => list(tenant).find((content) => content.id === id) ?? null;
