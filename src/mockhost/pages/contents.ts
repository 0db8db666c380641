import { type ConfluenceSite, spaceOf, textOf } from "../confluence/index.ts";
import type { Content } from "./viewing.ts";

/** The pages and blog posts that people see on a site, latest first. */
export const contentsOf = (site: ConfluenceSite): readonly Content[] =>
  [...site.contents.values()]
    .filter(({ type, status }) => (type === "page" || type === "blogpost") && status === "current")
    .map((content) => ({ content, latest: content.versions.at(-1)! }))
    .sort((a, b) => b.latest.createdMs - a.latest.createdMs)
    .map(({ content, latest }) => {
      const { id, key, name } = spaceOf(site, content);
      return {
        id: content.id,
        type: content.type === "page" ? "page" : "blogpost",
        title: content.title,
        version: latest.number,
        get text() {
          return textOf(latest.body);
        },
        space: { id, key, name },
      };
    });
