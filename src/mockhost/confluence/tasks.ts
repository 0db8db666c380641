import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import { type Content, latest, type Task } from "./model/content.ts";
import { type ConfluenceSite, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { tasksIn } from "./model/tasks-in-text.ts";
import { badRequest, bodyFormat, listed, notFound, pageOf } from "./rest-v2.ts";
import { taskView } from "./views.ts";

export const taskHandlers = (sites: SiteBook): Handlers => ({
  getTasks: (call) => list(call, sites(call.tenant)),
  getTaskById: (call) => {
    const site = sites(call.tenant);
    const task = site.tasks.get(call.params.id ?? "");
    return task ? json(200, taskView(site, task, bodyFormat(call))) : notFound();
  },
  updateTask: (call) => update(call, sites(call.tenant)),
});

function list(call: RestCall, site: ConfluenceSite): HostResponse {
  const among = (name: string, value: string | null) => {
    const asked = listed(call, name);
    return asked.length === 0 || (value !== null && asked.includes(value));
  };
  const status = call.query.get("status");
  const found = [...site.tasks.values()].filter((task) => {
    const content = findContent(site, task.contentId)!;
    return (
      content.status === "current" &&
      (status === null || status === task.status) &&
      among("task-id", task.id) &&
      among("space-id", content.spaceId) &&
      among("page-id", content.type === "page" ? content.id : null) &&
      among("blogpost-id", content.type === "blogpost" ? content.id : null) &&
      among("created-by", task.createdBy) &&
      among("assigned-to", task.assignedTo) &&
      among("completed-by", task.completedBy)
    );
  });
  return pageOf(call, found, (task) => taskView(site, task, bodyFormat(call)));
}

function update(call: RestCall, site: ConfluenceSite): HostResponse {
  const task = site.tasks.get(call.params.id ?? "");
  if (!task) return notFound();
  const { status } = (call.json ?? {}) as { status?: unknown };
  if (status !== "complete" && status !== "incomplete")
    return badRequest("'status' must be 'complete' or 'incomplete'.");
  task.status = status;
  task.updatedMs = call.nowMs;
  task.completedBy = status === "complete" ? actorOf(site, call) : null;
  task.completedMs = status === "complete" ? call.nowMs : null;
  tick(findContent(site, task.contentId)!, task);
  return json(200, taskView(site, task, bodyFormat(call)));
}

/** Ticks the box in the text, which stays the version that it is. */
function tick(content: Content, task: Task): void {
  const version = latest(content);
  if (version.body.representation !== "storage") return;
  const { value } = version.body;
  const place = tasksIn(value).find(({ localId }) => localId === task.localId)?.statusAt;
  if (!place) return;
  const ticked = `${value.slice(0, place[0])}${task.status}${value.slice(place[1])}`;
  content.versions.splice(-1, 1, {
    ...version,
    body: { representation: "storage", value: ticked },
  });
}
