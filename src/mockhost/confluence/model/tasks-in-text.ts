import { storageOf, textOf } from "./body.ts";
import { type Content, latest } from "./content.ts";
import { tagsOf } from "./markup.ts";
import type { ConfluenceSite } from "./site.ts";

/** A box to tick, as a storage text has it. */
interface WrittenTask {
  localId: string;
  status: "complete" | "incomplete";
  text: string;
  assignedTo: string | null;
  /** Where the word for its status stands. */
  statusAt: readonly [start: number, end: number] | null;
}

/** The boxes of a storage text in one pass. */
export function tasksIn(storage: string): readonly WrittenTask[] {
  const tasks: WrittenTask[] = [];
  let task: WrittenTask | null = null;
  let from = 0;
  for (const { name, isClosing, attributes, start, end } of tagsOf(storage)) {
    if (name === "ac:task" && !isClosing) {
      const localId = String(tasks.length + 1);
      task = { localId, status: "incomplete", text: "", assignedTo: null, statusAt: null };
      tasks.push(task);
    }
    if (!task) continue;
    const said = () => storage.slice(from, start).trim();
    if (name === "ri:user")
      task.assignedTo ??= /ri:account-id="([^"]+)"/.exec(attributes)?.[1] ?? null;
    if (!name.startsWith("ac:task-")) continue;
    if (!isClosing) from = end;
    else if (name === "ac:task-id") task.localId = said();
    else if (name === "ac:task-body")
      task.text = textOf({ representation: "storage", value: said() });
    else if (name === "ac:task-status") {
      task.status = said() === "complete" ? "complete" : "incomplete";
      task.statusAt = [from, start];
    }
  }
  return tasks;
}

/** Brings a site's tasks in line with the text of a page or a blog post. */
export function followTasks(site: ConfluenceSite, content: Content): void {
  const { body, authorId, createdMs } = latest(content);
  const written = tasksIn(storageOf(body));
  const known = new Map<string, string>();
  for (const { id, contentId, localId } of site.tasks.values())
    if (contentId === content.id) known.set(localId, id);
  for (const { localId, status, text, assignedTo } of written) {
    const id = known.get(localId) ?? site.nextId();
    const before = site.tasks.get(id);
    const isDone = status === "complete";
    site.tasks.set(id, {
      id,
      localId,
      contentId: content.id,
      status,
      text,
      assignedTo,
      createdBy: before?.createdBy ?? authorId,
      createdMs: before?.createdMs ?? createdMs,
      updatedMs: createdMs,
      completedBy: isDone ? (before?.completedBy ?? authorId) : null,
      completedMs: isDone ? (before?.completedMs ?? createdMs) : null,
    });
  }
  const stays = new Set(written.map(({ localId }) => localId));
  for (const [localId, id] of known) if (!stays.has(localId)) site.tasks.delete(id);
}
