import type { Person } from "../tenants/index.ts";
import { type BodyFormat, bodyIn } from "./body.ts";
import { type Content, isComment, latest, type Space, type Version } from "./content.ts";
import { labelsOf } from "./included-parts.ts";
import { ancestorsOf, type ConfluenceSite, findContent, spaceOf } from "./site.ts";
import { downloadLink, isoTime, webUi } from "./views.ts";

const formats: readonly BodyFormat[] = ["storage", "view", "atlas_doc_format"];

/** What a content is called by the older interface. */
export const olderType = (content: Content): string =>
  content.customType ?? (isComment(content) ? "comment" : content.type);

/**
 * A content as the older interface shows it. Parts are shown when `expand` names them, such as
 * "body.storage"; the others are told of in `_expandable`.
 */
export function olderContentView(
  site: ConfluenceSite,
  content: Content,
  expand: readonly string[],
): Readonly<Record<string, unknown>> {
  const parts = partsOf(site, content, expand);
  const isAsked = (name: string) =>
    expand.some((asked) => asked === name || asked.startsWith(`${name}.`));
  const self = `/rest/api/content/${content.id}`;
  return {
    id: content.id,
    type: olderType(content),
    status: content.status,
    title: content.title,
    ...Object.fromEntries(
      Object.entries(parts).flatMap(([name, show]) => (isAsked(name) ? [[name, show()]] : [])),
    ),
    ...(content.file
      ? {
          extensions: {
            mediaType: content.file.mediaType,
            fileSize: content.file.content.length,
            comment: content.file.comment,
          },
        }
      : {}),
    _expandable: Object.fromEntries(
      Object.keys(parts).flatMap((name) => (isAsked(name) ? [] : [[name, ""]])),
    ),
    _links: {
      self: `${site.tenant.baseUrl}${self}`,
      webui: webUi(site, content),
      ...(content.file ? { download: downloadLink(content) } : {}),
    },
  };
}

function partsOf(site: ConfluenceSite, content: Content, expand: readonly string[]) {
  return {
    body: () => bodies(latest(content), expand),
    version: () => olderVersion(site, latest(content)),
    space: () => olderSpace(site, spaceOf(site, content)),
    history: () => ({
      latest: true,
      createdBy: userOf(site, content.authorId),
      createdDate: isoTime(content.createdMs),
    }),
    ancestors: () =>
      ancestorsOf(site, content).map((ancestor) => olderContentView(site, ancestor, [])),
    container: () => {
      const container = findContent(site, content.containerId);
      return container
        ? olderContentView(site, container, [])
        : olderSpace(site, spaceOf(site, content));
    },
    metadata: () => {
      const labels = labelsOf(site, content).map(({ id, name, prefix }) => ({
        prefix,
        name,
        id,
        label: name,
      }));
      const page = { results: labels, start: 0, limit: 200, size: labels.length, _links: {} };
      return { labels: page, _expandable: {} };
    },
  };
}

const bodies = ({ body }: Version, expand: readonly string[]) =>
  Object.fromEntries(
    formats.flatMap((format) =>
      expand.includes(`body.${format}`)
        ? [[format, { value: bodyIn(format, body), representation: format }]]
        : [],
    ),
  );

const olderVersion = (site: ConfluenceSite, version: Version) => ({
  by: userOf(site, version.authorId),
  when: isoTime(version.createdMs),
  message: version.message,
  number: version.number,
  minorEdit: version.minorEdit,
});

export const olderSpace = (site: ConfluenceSite, space: Space) => ({
  id: Number(space.id),
  key: space.key,
  name: space.name,
  type: space.type,
  status: "current",
  _expandable: { homepage: `/rest/api/content/${space.homepageId}` },
  _links: {
    webui: `/spaces/${space.key}`,
    self: `${site.tenant.baseUrl}/rest/api/space/${space.key}`,
  },
});

const userOf = (site: ConfluenceSite, accountId: string) => {
  const person = site.person(accountId);
  return person ? olderUser(site, person, false) : undefined;
};

/** Addresses are for add-ons with the scope for them. */
export const olderUser = (site: ConfluenceSite, person: Person, showsEmail: boolean) => ({
  type: "known",
  accountId: person.accountId,
  accountType: "atlassian",
  email: showsEmail ? person.emailAddress : "",
  publicName: person.displayName,
  displayName: person.displayName,
  profilePicture: {
    path: `/wiki/aa-avatar/${person.accountId}`,
    width: 48,
    height: 48,
    isDefault: true,
  },
  timeZone: person.timeZone,
  accountStatus: person.active ? "active" : "inactive",
  isExternalCollaborator: false,
  _expandable: { operations: "", personalSpace: "" },
  _links: { self: `${site.tenant.baseUrl}/rest/api/user?accountId=${person.accountId}` },
});
