import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, type HostResponse, json, type RestCall } from "../world/index.ts";
import type { JiraSite, Task } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { viewStyle } from "./views.ts";

const MOST_KEPT = 1_000;

/** How far it is with what was begun elsewhere. */
export const taskHandlers = (sites: SiteBook): Handlers => ({
  getTask: (call) => {
    const task = sites(call.tenant).tasks.get(call.params.taskId ?? "");
    return task ? json(200, taskView(call, task)) : noTask(call);
  },
  cancelTask: (call) =>
    sites(call.tenant).tasks.has(call.params.taskId ?? "")
      ? jiraError(400, ["The task is complete and cannot be cancelled."])
      : noTask(call),
});

const noTask = ({ params }: RestCall) =>
  jiraError(404, [`The task with the id ${params.taskId} does not exist.`]);

/** Keeps a task; what it is about is done already. */
export function addTask(
  call: RestCall,
  site: JiraSite,
  description: string,
  result: unknown = null,
): Task {
  const submittedBy = site.person(actorOf(site, call))?.index ?? 0;
  const task = { id: site.nextId(), description, submittedMs: call.nowMs, submittedBy, result };
  if (site.tasks.size >= MOST_KEPT) site.tasks.delete(site.tasks.keys().next().value!);
  site.tasks.set(task.id, task);
  return task;
}

const addressOf = (call: RestCall, { id }: Task): string =>
  `${viewStyle(call.tenant, call.request.path).root}/task/${id}`;

/** Sends the caller to where the task is told of. */
export const seeTask = (call: RestCall, task: Task): HostResponse =>
  json(303, taskView(call, task), { location: addressOf(call, task) });

/** The same as an address in the body. */
export const acceptedTask = (call: RestCall, task: Task): HostResponse =>
  json(202, addressOf(call, task));

const taskView = (call: RestCall, task: Task) => ({
  self: addressOf(call, task),
  id: task.id,
  description: task.description,
  status: "COMPLETE",
  ...(task.result === null ? {} : { result: task.result }),
  submittedBy: task.submittedBy,
  progress: 100,
  elapsedRuntime: 0,
  submitted: task.submittedMs,
  started: task.submittedMs,
  finished: task.submittedMs,
  lastUpdate: task.submittedMs,
});
