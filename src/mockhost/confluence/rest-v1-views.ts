import { isoTime } from "../../core/time/index.ts";
import type { RestCall } from "../world/index.ts";
import { labelsOf } from "./included-parts.ts";
import { bodyIn, v1Formats } from "./model/body.ts";
import { type Content, latest, type Space, type Version, v1Type } from "./model/content.ts";
import { restrictedOperations } from "./model/restriction.ts";
import {
  ancestorsOf,
  attachedTo,
  type ConfluenceSite,
  childrenOf,
  findContent,
  spaceOf,
} from "./model/site.ts";
import { v1User } from "./rest-v1-user.ts";
import { restrictionView } from "./restriction-view.ts";
import { downloadLink, webUi } from "./views.ts";

/** The parts that `expand` asks for. */
export const expanded = ({ query }: RestCall): string[] => (query.get("expand") ?? "").split(",");

/**
 * A content as REST v1 shows it. Parts are shown when `expand` names them, such as
 * "body.storage"; the others are told of in `_expandable`.
 */
export function v1ContentView(
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
    type: v1Type(content),
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
    version: () => v1Version(site, latest(content)),
    space: () => v1Space(site, spaceOf(site, content)),
    history: () => historyView(site, content),
    children: () => childrenIn(site, content, expand),
    restrictions: () =>
      Object.fromEntries(
        restrictedOperations.map((one) => [one, restrictionView(site, content, one)]),
      ),
    ancestors: () =>
      ancestorsOf(site, content).map((ancestor) => v1ContentView(site, ancestor, [])),
    container: () => {
      const container = findContent(site, content.containerId);
      return container ? v1ContentView(site, container, []) : v1Space(site, spaceOf(site, content));
    },
    metadata: () => {
      const labels = labelsOf(site, content).map(({ id, name, prefix }) => ({
        prefix,
        name,
        id,
        label: name,
      }));
      const page = { results: labels, start: 0, limit: 200, size: labels.length, _links: {} };
      return { labels: page, properties: propertiesIn(content, expand), _expandable: {} };
    },
  };
}

/** Those that `metadata.properties.key` names. */
const propertiesIn = ({ properties }: Content, expand: readonly string[]) =>
  Object.fromEntries(
    properties
      .filter(({ key }) => expand.includes(`metadata.properties.${key}`))
      .map(({ id, key, value, version: { number } }) => [
        key,
        { id, key, value, version: { number } },
      ]),
  );

/** Who wrote it first, and last. */
export const historyView = (site: ConfluenceSite, content: Content) => {
  const before = content.versions.at(-2);
  return {
    latest: true,
    createdBy: userOf(site, content.authorId),
    createdDate: isoTime(content.createdMs),
    lastUpdated: v1Version(site, latest(content)),
    ...(before ? { previousVersion: v1Version(site, before) } : {}),
    _expandable: { contributors: "", nextVersion: "" },
    _links: { self: `${site.tenant.baseUrl}/rest/api/content/${content.id}/history` },
  };
};

/** Those that `children.page`, `children.comment` and `children.attachment` name. */
function childrenIn(site: ConfluenceSite, content: Content, expand: readonly string[]) {
  const of = {
    page: () => childrenOf(site, content).filter(({ type }) => type === "page"),
    ...hangingOn(site, content),
  };
  return Object.fromEntries(
    Object.entries(of).flatMap(([name, found]) => {
      if (!expand.some((asked) => asked.startsWith(`children.${name}`))) return [];
      const results = found().map((child) => v1ContentView(site, child, []));
      return [[name, { results, start: 0, limit: 25, size: results.length, _links: {} }]];
    }),
  );
}

const hangingOn = (site: ConfluenceSite, content: Content) => ({
  comment: () => attachedTo(site, content, "footer-comment"),
  attachment: () => attachedTo(site, content, "attachment"),
});

const bodies = ({ body }: Version, expand: readonly string[]) =>
  Object.fromEntries(
    Object.entries(v1Formats).flatMap(([name, format]) =>
      expand.includes(`body.${name}`)
        ? [[name, { value: bodyIn(format, body), representation: name }]]
        : [],
    ),
  );

const v1Version = (site: ConfluenceSite, version: Version) => ({
  by: userOf(site, version.authorId),
  when: isoTime(version.createdMs),
  message: version.message,
  number: version.number,
  minorEdit: version.minorEdit,
});

export const v1Space = (site: ConfluenceSite, space: Space) => ({
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
  return person ? v1User(site, person, false) : undefined;
};
