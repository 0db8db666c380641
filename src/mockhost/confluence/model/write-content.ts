import { type Body, type Content, latest, type Version } from "./content.ts";
import type { ConfluenceSite } from "./site.ts";
import { followTasks } from "./tasks-in-text.ts";

/** What somebody wrote, when. */
export interface Writing {
  readonly title: string;
  readonly body: Body;
  readonly authorId: string;
  readonly nowMs: number;
  readonly message?: string;
}

type NewContent = Pick<Content, "type" | "spaceId"> &
  Partial<
    Pick<
      Content,
      "id" | "status" | "parentId" | "containerId" | "position" | "inline" | "customType" | "file"
    >
  >;

/** Adds something new to a site, in its first version. */
export function addContent(site: ConfluenceSite, place: NewContent, writing: Writing): Content {
  const id = place.id ?? site.nextId();
  const content: Content = {
    status: "current",
    parentId: null,
    containerId: null,
    position: Number(id),
    inline: null,
    customType: null,
    file: null,
    state: null,
    ...place,
    id,
    title: writing.title,
    authorId: writing.authorId,
    createdMs: writing.nowMs,
    versions: [versionOf(1, writing)],
    labels: new Set(),
    properties: [],
  };
  site.contents.set(id, content);
  followTasks(site, content);
  return content;
}

/** The next version of something. */
export function addVersion(site: ConfluenceSite, content: Content, writing: Writing): void {
  content.versions.push(versionOf(latest(content).number + 1, writing));
  content.title = writing.title;
  followTasks(site, content);
}

/** A draft has one version only, which each writing replaces. */
export function rewriteDraft(site: ConfluenceSite, draft: Content, writing: Writing): void {
  draft.versions.splice(0, draft.versions.length, versionOf(1, writing));
  draft.title = writing.title;
  followTasks(site, draft);
}

const versionOf = (number: number, writing: Writing): Version => ({
  number,
  createdMs: writing.nowMs,
  authorId: writing.authorId,
  message: writing.message ?? "",
  minorEdit: false,
  title: writing.title,
  body: writing.body,
});
