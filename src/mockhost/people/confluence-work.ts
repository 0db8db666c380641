import { pick } from "../../core/chance/index.ts";
import type { Confluence, ConfluenceSite, Content } from "../confluence/index.ts";
import { type Change, drawComment, drawTitle } from "./habits.ts";
import { type Doer, lately, perform, type Workplace } from "./workplace.ts";

/** A page with so many versions has had its time. */
const WORN = 50;

/** People who write, rewrite, comment and remove pages. Nothing is moved: pages have no states. */
export function confluenceWork({ sites, handlers }: Confluence): Workplace {
  return {
    size: (tenant) => pagesOf(sites(tenant)).length,
    latest: (tenant) => lately(pagesOf(sites(tenant))).map(({ id }) => ({ "page.id": id })),
    change(doer, change) {
      const site = sites(doer.tenant);
      if (change === "create") return create(doer, site, handlers) ? change : null;
      const page: Content | undefined = pick(doer.next, lately(pagesOf(site)));
      if (page === undefined) return null;
      const action = page.versions.length >= WORN ? "delete" : change === "move" ? "edit" : change;
      return actions[action](doer, page, handlers) ? action : null;
    },
  };
}

/** The home pages of spaces stay as they are. */
function pagesOf({ spaces, contents }: ConfluenceSite): readonly Content[] {
  const homes = new Set([...spaces.values()].map(({ homepageId }) => homepageId));
  return [...contents.values()].filter(
    ({ id, type, status }) => type === "page" && status === "current" && !homes.has(id),
  );
}

const written = (text: string) => ({ representation: "storage", value: `<p>${text}</p>` });

function create(doer: Doer, site: ConfluenceSite, handlers: Confluence["handlers"]): boolean {
  const space = pick(doer.next, [...site.spaces.values()]);
  const title = `${drawTitle(doer.next)} ${site.contents.size}`;
  const page = { spaceId: space.id, title, body: written(drawComment(doer.next)) };
  return perform(handlers, doer, "createPage", {}, page).isDone;
}

type Action = (doer: Doer, page: Content, handlers: Confluence["handlers"]) => boolean;

const actions: Readonly<Record<Exclude<Change, "create" | "move">, Action>> = {
  // Nobody empties the trash of a simulated site, so that nothing is left there.
  delete: (doer, { id }, handlers) =>
    ["", "purge=true"].every(
      (query) => perform(handlers, doer, "deletePage", { id }, undefined, query).isDone,
    ),
  comment(doer, { id }, handlers) {
    const comment = { pageId: id, body: written(drawComment(doer.next)) };
    return perform(handlers, doer, "createFooterComment", {}, comment).isDone;
  },
  edit(doer, { id, title, versions }, handlers) {
    const body = written(`${drawComment(doer.next)} ${drawComment(doer.next)}`);
    const version = { number: versions.at(-1)!.number + 1 };
    const page = { id, status: "current", title, version, body };
    return perform(handlers, doer, "updatePage", { id }, page).isDone;
  },
};
