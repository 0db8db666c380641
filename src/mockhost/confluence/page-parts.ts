import { isoTime } from "../../core/time/index.ts";
import { type Handler, type Handlers, json, type RestCall } from "../world/index.ts";
import { operationsOn } from "./included-parts.ts";
import { type Content, type ContentType, isComment } from "./model/content.ts";
import type { ConfluenceSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { bodyFormat, notFound, onContent, pageOf } from "./rest-v2.ts";
import { bodyView, versionView } from "./views.ts";

/** How each kind of content is called within operation ids. */
const names: readonly (readonly [string, ContentType])[] = [
  ["Page", "page"],
  ["BlogPost", "blogpost"],
  ["Attachment", "attachment"],
  ["FooterComment", "footer-comment"],
  ["InlineComment", "inline-comment"],
  ["CustomContent", "custom-content"],
];

/** Versions, permitted operations and likes: the same for every kind of content. */
export const partHandlers = (sites: SiteBook): Handlers =>
  Object.fromEntries(
    names.flatMap(([name, type]): [string, Handler][] => [
      [`get${name}Versions`, onContent(sites, [type], listVersions)],
      [`get${name}VersionDetails`, onContent(sites, [type], readVersion)],
      [
        `get${name}Operations`,
        onContent(sites, [type], (_, __, content) =>
          json(200, { operations: operationsOn(content) }),
        ),
      ],
      ...(!hasLikes(type) ? [] : likeHandlers(sites, name.replace("Comment", ""), type)),
    ]),
  );

const hasLikes = (type: ContentType): boolean => type !== "attachment" && type !== "custom-content";

/** Nobody likes anything: likes can not be given through the interface. */
const likeHandlers = (sites: SiteBook, name: string, type: ContentType): [string, Handler][] => [
  [`get${name}LikeCount`, onContent(sites, [type], () => json(200, { count: 0 }))],
  [`get${name}LikeUsers`, onContent(sites, [type], (call) => pageOf(call, [], (like) => like))],
];

/** Latest first. */
function listVersions(call: RestCall, _site: ConfluenceSite, content: Content) {
  const field = isComment(content) ? "comment" : content.customType ? "custom" : content.type;
  const format = bodyFormat(call);
  return pageOf(call, content.versions.toReversed(), (version) => ({
    ...versionView(version),
    [field]: { id: content.id, title: version.title, body: bodyView(version.body, format) },
  }));
}

function readVersion(call: RestCall, _site: ConfluenceSite, { versions }: Content) {
  const at = versions.findIndex(({ number }) => number === Number(call.params["version-number"]));
  const version = versions[at];
  if (!version) return notFound();
  const [before, after] = [versions[at - 1], versions[at + 1]];
  return json(200, {
    number: version.number,
    authorId: version.authorId,
    message: version.message,
    createdAt: isoTime(version.createdMs),
    minorEdit: version.minorEdit,
    contentTypeModified: false,
    collaborators: [version.authorId],
    ...(before ? { prevVersion: before.number } : {}),
    ...(after ? { nextVersion: after.number } : {}),
  });
}
