import type { QueryField } from "../../query/index.ts";
import { textOf } from "../model/body.ts";
import { type Content, latest, v1Type } from "../model/content.ts";
import { ancestorsOf, type ConfluenceSite, findContent, spaceOf } from "../model/site.ts";

type Field = QueryField<Content>;

const value = (of: (content: Content) => readonly (string | null)[]): Field => {
  const values = (content: Content) =>
    of(content).flatMap((v) => (v === null ? [] : [v.toLowerCase()]));
  return { type: "value", values, rank: (content) => values(content)[0] ?? "" };
};

const moment = (of: (content: Content) => number): Field => ({
  type: "moment",
  values: (content) => [String(of(content))],
  rank: of,
});

/** CQL compares people by account id. */
const person = (of: (content: Content) => readonly string[]): Field => ({
  type: "person",
  values: of,
  rank: (content) => of(content)[0] ?? "",
});

const titleAndBody = (content: Content): string[] => [
  content.title.toLowerCase(),
  textOf(latest(content).body).toLowerCase(),
];

const title: Field = {
  type: "title",
  values: (content) => [content.title.toLowerCase()],
  rank: (content) => content.title.toLowerCase(),
};

const text: Field = {
  type: "text",
  values: titleAndBody,
  rank: (content) => content.title.toLowerCase(),
};

const id = value((content) => [content.id]);
const created = moment((content) => content.createdMs);
const lastModified = moment((content) => latest(content).createdMs);
const creator = person((content) => [content.authorId]);
const contributor = person((content) => content.versions.map(({ authorId }) => authorId));

const type: Field = value((content) => [v1Type(content)]);
const label: Field = value((content) => [...content.labels]);

/** The field of a name on a site; null where there is none of that name. */
export function cqlField(site: ConfluenceSite, name: string): Field | null {
  const space = value((content) => [spaceOf(site, content).key]);
  const fields: Readonly<Record<string, Field>> = {
    id,
    content: id,
    type,
    title,
    text,
    sitesearch: text,
    label,
    creator,
    contributor,
    created,
    lastmodified: lastModified,
    space,
    "space.key": space,
    "space.id": value((content) => [content.spaceId]),
    "space.title": value((content) => [spaceOf(site, content).name]),
    "space.type": value((content) => [spaceOf(site, content).type]),
    parent: value((content) => [content.parentId]),
    container: value((content) => [content.containerId]),
    ancestor: value((content) => ancestorsOf(site, pageOf(site, content)).map((above) => above.id)),
  };
  return fields[name.toLowerCase()] ?? null;
}

/** Comments and attachments stand in the tree where what they belong to stands. */
const pageOf = (site: ConfluenceSite, content: Content): Content =>
  findContent(site, content.containerId) ?? content;
