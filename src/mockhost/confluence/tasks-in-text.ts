import { storageOf, textOf } from "./body.ts";
import { type Content, latest } from "./content.ts";
import type { ConfluenceSite } from "./site.ts";

const TASK = /<ac:task>([\s\S]*?)<\/ac:task>/g;

/** Brings a site's tasks in line with the text of a page or a blog post. */
export function followTasks(site: ConfluenceSite, content: Content): void {
  const { body, authorId, createdMs } = latest(content);
  const known = [...site.tasks.values()].filter(({ contentId }) => contentId === content.id);
  const seen = new Set<string>();
  for (const [, inner] of storageOf(body).matchAll(TASK)) {
    const localId = part(inner!, "task-id") ?? String(seen.size + 1);
    const status = part(inner!, "task-status") === "complete" ? "complete" : "incomplete";
    const text = textOf({ representation: "storage", value: part(inner!, "task-body") ?? "" });
    seen.add(localId);
    const before = known.find((task) => task.localId === localId);
    const assignedTo = /ri:account-id="([^"]+)"/.exec(inner!)?.[1] ?? null;
    const change = {
      status,
      text,
      assignedTo,
      updatedMs: createdMs,
      completedBy: status === "complete" ? (before?.completedBy ?? authorId) : null,
      completedMs: status === "complete" ? (before?.completedMs ?? createdMs) : null,
    } as const;
    if (before) Object.assign(before, change);
    else {
      const id = site.nextId();
      const contentId = content.id;
      site.tasks.set(id, { id, localId, contentId, createdBy: authorId, createdMs, ...change });
    }
  }
  for (const task of known) if (!seen.has(task.localId)) site.tasks.delete(task.id);
}

const part = (inner: string, name: string): string | undefined =>
  new RegExp(`<ac:${name}>([\\s\\S]*?)</ac:${name}>`).exec(inner)?.[1]?.trim();
