import { confluenceV1Error, startPage } from "../rest/index.ts";
import {
  askingFor,
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  type RestCall,
} from "../world/index.ts";
import { type EmitSiteEvent, emitContent, eventSpace } from "./emit-events.ts";
import type { Space } from "./model/content.ts";
import { type ConfluenceSite, purge, spaceByKey } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1Space } from "./rest-v1-views.ts";

/** Spaces as REST v1 writes and lists them; v2 creates them. */
export function v1SpaceHandlers(sites: SiteBook, v2: Handlers, emit: EmitSiteEvent): Handlers {
  const on =
    (act: (call: RestCall, site: ConfluenceSite, space: Space) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const space = spaceByKey(site, call.params.spaceKey ?? "");
      return space
        ? act(call, site, space)
        : confluenceV1Error(404, `No space with key : ${call.params.spaceKey}`);
    };
  return {
    getV1Spaces: (call) => {
      const site = sites(call.tenant);
      const keys = call.query.getAll("spaceKey");
      const found = [...site.spaces.values()].filter(
        ({ key }) => keys.length === 0 || keys.includes(key),
      );
      const page = startPage(call, found);
      return json(200, { ...page, results: page.results.map((one) => v1Space(site, one)) });
    },
    getV1Space: on((_, site, space) => json(200, v1Space(site, space))),
    createV1Space: (call) => {
      const { description, ...given } = Object(call.json) as { description?: unknown };
      const plain = (Object(description) as { plain?: unknown }).plain;
      const answer = v2.createSpace!(askingFor(call, { json: { ...given, description: plain } }));
      const created = JSON.parse(String(answer.body)) as {
        id: string;
        errors?: { title: string }[];
      };
      const site = sites(call.tenant);
      return answer.status < 300
        ? json(200, v1Space(site, site.spaces.get(created.id)!))
        : confluenceV1Error(answer.status, created.errors?.[0]?.title ?? "The space was refused.");
    },
    updateV1Space: on((call, site, space) => {
      const { name, description } = Object(call.json) as {
        name?: unknown;
        description?: { plain?: { value?: unknown } };
      };
      if (name !== undefined && (typeof name !== "string" || name.trim() === ""))
        return confluenceV1Error(400, "'name' must be text.");
      if (name !== undefined) space.name = name;
      const text = description?.plain?.value;
      if (text !== undefined) space.description = String(text);
      emit("space_updated", site, call, { space: eventSpace(site, space) });
      return json(200, v1Space(site, space));
    }),
    deleteV1Space: on((call, site, space) => {
      remove(site, space, call, emit);
      const id = site.nextId();
      site.longTasks.set(id, call.nowMs);
      return json(202, { id, links: { status: `/rest/api/longtask/${id}` } });
    }),
    getTask: (call) => {
      const site = sites(call.tenant);
      const startedMs = site.longTasks.get(call.params.id ?? "");
      return startedMs === undefined
        ? confluenceV1Error(404, `No task found with id: ${call.params.id}`)
        : json(200, taskView(call, startedMs));
    },
  };
}

/** The space is created of at once, what was in it in its wake. */
function remove(site: ConfluenceSite, space: Space, call: RestCall, emit: EmitSiteEvent): void {
  emit("space_removed", site, call, { space: eventSpace(site, space) });
  const inSpace = [...site.contents.values()].filter(({ spaceId }) => spaceId === space.id);
  for (const content of inSpace)
    if (content.status === "current")
      emitContent(emit, "removed", site, call, content, {}, "Secondary");
  for (const content of inSpace) purge(site, content);
  site.spaces.delete(space.id);
}

/** Everything is done by the time that somebody asks. */
const taskView = (call: RestCall, startedMs: number) => ({
  id: call.params.id,
  name: { key: "com.atlassian.confluence.api.longtask.deletespace", args: [] },
  elapsedTime: call.nowMs - startedMs,
  percentageComplete: 100,
  successful: true,
  finished: true,
  messages: [],
  status: "SUCCESSFUL",
  _links: { self: `${call.tenant.baseUrl}/rest/api/longtask/${call.params.id}` },
});
