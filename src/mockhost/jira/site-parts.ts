import { jiraError } from "../rest/index.ts";
import type { Handler, RestCall } from "../world/index.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

type OnPart<T> = (call: RestCall, site: JiraSite, part: T) => ReturnType<Handler>;

/** Wraps what is done to one thing that a path names by its `id`: finds it, or says that it is not there. */
export const onPart =
  <T>(sites: SiteBook, within: (site: JiraSite) => ReadonlyMap<string, T>, what: string) =>
  (act: OnPart<T>): Handler =>
  (call) => {
    const site = sites(call.tenant);
    const part = within(site).get(call.params.id ?? "");
    return part
      ? act(call, site, part)
      : jiraError(404, [`Could not find ${what} for id '${call.params.id}'`]);
  };
