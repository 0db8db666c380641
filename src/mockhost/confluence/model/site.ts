import { type Person, personAt, personByAccountId } from "../../tenants/index.ts";
import type { Tenant } from "../../world/index.ts";
import type {
  Content,
  ContentType,
  Label,
  Restrictions,
  Space,
  Task,
  UserProperty,
} from "./content.ts";

/** All that one Confluence site holds. Made on first use; what the seed decides is the same whenever that is. */
export interface ConfluenceSite {
  readonly tenant: Tenant;
  readonly spaces: Map<string, Space>;
  readonly contents: Map<string, Content>;
  /** By name. */
  readonly labels: Map<string, Label>;
  readonly tasks: Map<string, Task>;
  /** By the id of a content. */
  readonly restrictions: Map<string, Restrictions>;
  /** By account id, then property key. */
  readonly userProperties: Map<string, Map<string, UserProperty>>;
  /** Account ids, by what is watched: the id of a content, "space 12", "label runbook". */
  readonly watchers: Map<string, Set<string>>;
  readonly conversions: Map<string, Conversion>;
  /** When each began, by its id. */
  readonly longTasks: Map<string, number>;
  /** By add-on key, then property key. */
  readonly addonProperties: Map<string, Map<string, unknown>>;
  /** The next id of anything new. */
  nextId(): string;
  person(accountId: string): Person | null;
  personAt(index: number): Person;
}

/** A text that was converted, to be fetched. */
interface Conversion {
  readonly value: string;
  readonly representation: string;
  readonly atMs: number;
}

const FIRST_ID = 65_536;

export function emptySite(seed: number, tenant: Tenant): ConfluenceSite {
  let lastId = FIRST_ID;
  return {
    tenant,
    spaces: new Map(),
    contents: new Map(),
    labels: new Map(),
    tasks: new Map(),
    restrictions: new Map(),
    userProperties: new Map(),
    watchers: new Map(),
    conversions: new Map(),
    longTasks: new Map(),
    addonProperties: new Map(),
    nextId: () => String(++lastId),
    person: (accountId) => personByAccountId(seed, tenant, accountId),
    personAt: (index) => personAt(seed, tenant, index),
  };
}

export const findContent = (
  site: ConfluenceSite,
  id: string | null | undefined,
  ...types: readonly ContentType[]
): Content | undefined => {
  const content = site.contents.get(id ?? "");
  return content && (types.length === 0 || types.includes(content.type)) ? content : undefined;
};

export const spaceOf = (site: ConfluenceSite, { spaceId }: Content): Space =>
  site.spaces.get(spaceId)!;

export const spaceByKey = (site: ConfluenceSite, key: string): Space | undefined =>
  [...site.spaces.values()].find((space) => space.key.toLowerCase() === key.toLowerCase());

/** The label of a name, made where there is none yet. */
export function labelNamed(site: ConfluenceSite, name: string, prefix: Label["prefix"]): Label {
  let label = site.labels.get(name);
  if (!label) site.labels.set(name, (label = { id: site.nextId(), name, prefix }));
  return label;
}

export const childrenOf = (site: ConfluenceSite, { id }: Content): Content[] =>
  [...site.contents.values()]
    .filter((content) => content.parentId === id && content.status === "current")
    .sort((a, b) => a.position - b.position || Number(a.id) - Number(b.id));

/** From the top of the tree down to the parent. */
export function ancestorsOf(site: ConfluenceSite, content: Content): Content[] {
  const above: Content[] = [];
  for (let at = findContent(site, content.parentId); at; at = findContent(site, at.parentId)) {
    if (above.includes(at)) break;
    above.unshift(at);
  }
  return above;
}

/** Whether people see it: neither it nor what it belongs to is a draft or in the trash. */
export const isSeen = (site: ConfluenceSite, content: Content): boolean => {
  if (content.status !== "current") return false;
  const container = findContent(site, content.containerId);
  return container === undefined || isSeen(site, container);
};

/** What hangs on a content: its comments and attachments. */
export const attachedTo = (site: ConfluenceSite, { id }: Content, type: ContentType): Content[] =>
  [...site.contents.values()].filter(
    (content) =>
      content.containerId === id && content.type === type && content.status === "current",
  );

/** Takes a content away for good, with all that hangs on it. */
export function purge(site: ConfluenceSite, content: Content): void {
  const waiting = [content];
  for (let gone = waiting.pop(); gone; gone = waiting.pop()) {
    const { id, parentId } = gone;
    site.contents.delete(id);
    site.restrictions.delete(id);
    for (const [task, { contentId }] of site.tasks) if (contentId === id) site.tasks.delete(task);
    for (const other of site.contents.values())
      if (other.containerId === id) waiting.push(other);
      else if (other.parentId === id) other.parentId = parentId;
  }
}
