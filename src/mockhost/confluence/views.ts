import { isoTime } from "../../core/time/index.ts";
import { escaped } from "../world/index.ts";
import { type BodyFormat, bodyIn } from "./model/body.ts";
import {
  type Body,
  type Content,
  isComment,
  type Label,
  latest,
  type Property,
  type Space,
  type Task,
  type Version,
} from "./model/content.ts";
import { type ConfluenceSite, findContent, spaceOf } from "./model/site.ts";

/** Confluence's form of a moment. */
const places: Readonly<Record<string, string>> = {
  page: "pages",
  blogpost: "blog",
  folder: "folder",
};

/** Where a person finds a content, below the site's base URL. */
export function webUi(site: ConfluenceSite, content: Content): string {
  if (content.containerId !== null) {
    const container = findContent(site, content.containerId);
    const above = container ? webUi(site, container) : "";
    return isComment(content) ? `${above}?focusedCommentId=${content.id}` : above;
  }
  const place = places[content.type] ?? "custom";
  const title = encodeURIComponent(content.title.toWellFormed()).replaceAll("%20", "+");
  return `/spaces/${spaceOf(site, content).key}/${place}/${content.id}/${title}`;
}

export const versionView = (version: Omit<Version, "title" | "body">) => ({
  number: version.number,
  message: version.message,
  minorEdit: version.minorEdit,
  authorId: version.authorId,
  createdAt: isoTime(version.createdMs),
});

export const bodyView = (body: Body, format: BodyFormat | null) =>
  format === null ? {} : { [format]: { representation: format, value: bodyIn(format, body) } };

/** A page, blog post, comment or attachment as it was in one of its versions. */
export function contentView(
  site: ConfluenceSite,
  content: Content,
  format: BodyFormat | null = null,
  version: Version = latest(content),
) {
  const shown = { id: content.id, status: statusView(content, version), title: version.title };
  const dated = { version: versionView(version), _links: linksOf(site, content) };
  if (content.type === "attachment")
    return { ...shown, ...attachmentFields(site, content), ...dated };
  const body = bodyView(version.body, format);
  if (content.customType !== null)
    return { ...shown, ...customFields(site, content), body, ...dated };
  if (isComment(content)) return { ...shown, ...commentFields(site, content), body, ...dated };
  if (content.type === "folder")
    return { ...shown, type: "folder", ...pageFields(site, content), ...dated };
  return { ...shown, ...pageFields(site, content), body, ...dated };
}

const statusView = (content: Content, version: Version): string =>
  version === latest(content) ? content.status : "historical";

const pageFields = (site: ConfluenceSite, content: Content) => ({
  spaceId: content.spaceId,
  ...(content.type !== "blogpost"
    ? {
        parentId: content.parentId,
        parentType: findContent(site, content.parentId)?.type ?? null,
        position: content.position,
        ownerId: content.authorId,
        lastOwnerId: null,
      }
    : {}),
  authorId: content.authorId,
  createdAt: isoTime(content.createdMs),
});

const customFields = (site: ConfluenceSite, content: Content) => ({
  type: content.customType,
  spaceId: content.spaceId,
  ...containerField(site, content),
  authorId: content.authorId,
  createdAt: isoTime(content.createdMs),
});

/** `pageId`, `blogPostId` and so on, by what the container is. */
function containerField(site: ConfluenceSite, { containerId }: Content) {
  const names = {
    page: "pageId",
    blogpost: "blogPostId",
    attachment: "attachmentId",
    "custom-content": "customContentId",
  } as const;
  const type = findContent(site, containerId)?.type as keyof typeof names | undefined;
  return type && names[type] ? { [names[type]]: containerId } : {};
}

function commentFields(site: ConfluenceSite, content: Content) {
  const { inline, parentId } = content;
  return {
    ...containerField(site, content),
    ...(parentId === null ? {} : { parentCommentId: parentId }),
    ...(inline === null
      ? {}
      : {
          resolutionStatus: inline.resolution,
          ...(inline.resolvedBy === null ? {} : { resolutionLastModifierId: inline.resolvedBy }),
          ...(inline.resolvedMs === null
            ? {}
            : { resolutionLastModifiedAt: isoTime(inline.resolvedMs) }),
          properties: {
            inlineMarkerRef: inline.markerRef,
            inlineOriginalSelection: inline.selection,
          },
        }),
  };
}

function attachmentFields(site: ConfluenceSite, content: Content) {
  const file = content.file!;
  return {
    createdAt: isoTime(content.createdMs),
    ...containerField(site, content),
    mediaType: file.mediaType,
    mediaTypeDescription: file.mediaType.split("/")[0],
    comment: file.comment,
    fileId: `file-${content.id}`,
    fileSize: file.content.length,
    webuiLink: webUi(site, content),
    downloadLink: downloadLink(content),
  };
}

export const downloadLink = ({ id, containerId }: Content): string =>
  `/rest/api/content/${containerId}/child/attachment/${id}/download`;

function linksOf(site: ConfluenceSite, content: Content) {
  const webui = webUi(site, content);
  if (isComment(content) || content.customType !== null) return { webui };
  if (content.type === "attachment") return { webui, download: downloadLink(content) };
  return {
    webui,
    editui: `/pages/resumedraft.action?draftId=${content.id}`,
    tinyui: `/x/${Number(content.id).toString(36)}`,
  };
}

export const spaceView = (space: Space, showsDescription = false) => ({
  id: space.id,
  key: space.key,
  name: space.name,
  type: space.type,
  status: "current",
  authorId: space.authorId,
  spaceOwnerId: space.authorId,
  createdAt: isoTime(space.createdMs),
  homepageId: space.homepageId,
  description: showsDescription
    ? { plain: { representation: "plain", value: space.description } }
    : null,
  icon: null,
  _links: { webui: `/spaces/${space.key}` },
});

export const labelView = ({ id, name, prefix }: Label) => ({ id, name, prefix });

export const propertyView = ({ id, key, value, version }: Property) => ({
  id,
  key,
  value,
  version: versionView(version),
});

export function taskView(site: ConfluenceSite, task: Task, format: BodyFormat | null) {
  const content = findContent(site, task.contentId)!;
  const body = { representation: "storage", value: `<p>${escaped(task.text)}</p>` } as const;
  const time = (ms: number | null) => (ms === null ? null : isoTime(ms));
  return {
    id: task.id,
    localId: task.localId,
    spaceId: content.spaceId,
    ...(content.type === "page" ? { pageId: content.id } : { blogPostId: content.id }),
    status: task.status,
    body: bodyView(body, format),
    createdBy: task.createdBy,
    assignedTo: task.assignedTo,
    completedBy: task.completedBy,
    createdAt: isoTime(task.createdMs),
    updatedAt: isoTime(task.updatedMs),
    dueAt: null,
    completedAt: time(task.completedMs),
  };
}
