import { confluenceV1Error, startPage } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  type RestCall,
} from "../world/index.ts";
import { type EmitSiteEvent, eventContent } from "./emit-events.ts";
import type { Content, RestrictedOperation } from "./model/content.ts";
import { groupNamed } from "./model/groups.ts";
import { restrictedOperations, restrictionsOf } from "./model/restriction.ts";
import { type ConfluenceSite, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import type { OnContent } from "./rest-v2.ts";
import { restrictionView } from "./restriction-view.ts";

/** Who alone may read and change a content, as REST v1 keeps it. */
export function restrictionHandlers(sites: SiteBook, emit: EmitSiteEvent): Handlers {
  const on =
    (act: OnContent): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const content = findContent(site, call.params.id, "page", "blogpost", "custom-content");
      return content
        ? act(call, site, content)
        : confluenceV1Error(404, `No content found with id: ${call.params.id}`);
    };
  /** An act that changes restrictions; add-ons hear of it. */
  const change = (act: OnContent): Handler =>
    on((call, site, content) => {
      const answer = act(call, site, content);
      if (answer.status < 300)
        emit("content_permissions_updated", site, call, {
          content: eventContent(site, content),
        });
      return answer;
    });
  return {
    getRestrictions: on(listed),
    addRestrictions: change((call, site, content) => write(call, site, content, false)),
    updateRestrictions: change((call, site, content) => write(call, site, content, true)),
    deleteRestrictions: change((call, site, content) => {
      clear(site, content);
      return listed(call, site, content);
    }),
    getRestrictionsByOperation: on((_, site, content) =>
      json(200, {
        ...Object.fromEntries(
          restrictedOperations.map((one) => [one, restrictionView(site, content, one)]),
        ),
        _links: { self: `${selfOf(site, content)}/byOperation` },
      }),
    ),
    getRestrictionsForOperation: on((call, site, content) => {
      const operation = operationIn(call);
      return operation
        ? json(200, restrictionView(site, content, operation))
        : wrongOperation(call.params.operationKey);
    }),
    ...memberHandlers(on, change),
  };
}

type Wrap = (act: OnContent) => Handler;

/** One person, or one group, of one operation: asked for, added, taken away. */
function memberHandlers(on: Wrap, change: Wrap): Handlers {
  const member = (of: "User" | "Group") => {
    const act = (perform: (members: Set<string>, id: string) => boolean): OnContent => {
      return (call, site, content) => {
        const operation = operationIn(call);
        if (!operation) return wrongOperation(call.params.operationKey);
        const { accountIds, groupIds } = restrictionsOf(site, content)[operation];
        const id =
          of === "User"
            ? site.person(call.query.get("accountId") ?? "")?.accountId
            : groupNamed(call.params.groupId)?.id;
        if (id === undefined) return confluenceV1Error(404, "There is no such user or group.");
        return perform(of === "User" ? accountIds : groupIds, id)
          ? { status: 200 }
          : confluenceV1Error(404, "The restriction does not name this user or group.");
      };
    };
    return {
      is: on(act((members, id) => members.has(id))),
      add: change(act((members, id) => members.add(id).has(id))),
      remove: change(act((members, id) => members.delete(id))),
    };
  };
  const [user, group] = [member("User"), member("Group")];
  return {
    getContentRestrictionStatusForUser: user.is,
    addUserToContentRestriction: user.add,
    removeUserFromContentRestriction: user.remove,
    getIndividualGroupRestrictionStatusByGroupId: group.is,
    addGroupToContentRestrictionByGroupId: group.add,
    removeGroupFromContentRestrictionById: group.remove,
  };
}

const operationIn = ({ params }: RestCall): RestrictedOperation | undefined =>
  restrictedOperations.find((operation) => operation === params.operationKey);

const wrongOperation = (operation: unknown) =>
  confluenceV1Error(
    400,
    `The operation must be one of ${restrictedOperations.join(", ")}; it is ${String(operation)}.`,
  );

const selfOf = ({ tenant }: ConfluenceSite, { id }: Content): string =>
  `${tenant.baseUrl}/rest/api/content/${id}/restriction`;

function listed(call: RestCall, site: ConfluenceSite, content: Content): HostResponse {
  const page = startPage(
    call,
    restrictedOperations.map((operation) => restrictionView(site, content, operation)),
  );
  const named = restrictedOperations.flatMap((operation) => {
    const { accountIds, groupIds } = restrictionsOf(site, content)[operation];
    return [operation, ...accountIds, ...groupIds];
  });
  const restrictionsHash = Buffer.from(named.join("/")).toString("base64url");
  const _links = {
    self: selfOf(site, content),
    byOperation: `${selfOf(site, content)}/byOperation`,
  };
  return json(200, { ...page, restrictionsHash, _links: { ...page._links, ..._links } });
}

function clear(site: ConfluenceSite, content: Content): void {
  for (const { accountIds, groupIds } of Object.values(restrictionsOf(site, content))) {
    accountIds.clear();
    groupIds.clear();
  }
}

interface RestrictionInput {
  readonly operation: RestrictedOperation;
  readonly accountIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** Adds to what is restricted, or puts something in its place; nothing of a faulty list is done. */
function write(
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  replaces: boolean,
): HostResponse {
  const given = call.json as { results?: unknown } | unknown[] | undefined;
  const list = Array.isArray(given) ? given : given?.results;
  if (!Array.isArray(list) || list.length === 0)
    return confluenceV1Error(400, "A list of restrictions is required.");
  const asked = list.map((one) => readOne(site, one));
  const wrong = asked.find((one) => typeof one === "string");
  if (typeof wrong === "string") return confluenceV1Error(400, wrong);
  if (replaces) clear(site, content);
  for (const { operation, accountIds, groupIds } of asked as RestrictionInput[]) {
    const restriction = restrictionsOf(site, content)[operation];
    for (const id of accountIds) restriction.accountIds.add(id);
    for (const id of groupIds) restriction.groupIds.add(id);
  }
  return listed(call, site, content);
}

type Named = Readonly<Record<"accountId" | "id" | "name", unknown>>;

/** One entry of the list; text says what is wrong with it. People and groups come as lists or as pages. */
function readOne(site: ConfluenceSite, given: unknown): RestrictionInput | string {
  const { operation, restrictions = {} } = Object(given) as {
    operation?: unknown;
    restrictions?: { user?: unknown; group?: unknown };
  };
  const known = restrictedOperations.find((one) => one === operation);
  if (!known) return `'operation' must be one of ${restrictedOperations.join(", ")}.`;
  const named = (part: unknown): Named[] =>
    (Array.isArray(part) ? part : ((Object(part) as { results?: Named[] }).results ?? [])).map(
      Object,
    );
  const users = named(restrictions.user).map(({ accountId }) => site.person(String(accountId)));
  const groups = named(restrictions.group).map(({ id, name }) => groupNamed(String(id ?? name)));
  if (users.includes(null) || groups.includes(undefined))
    return "The restrictions name a user or a group that there is not.";
  return {
    operation: known,
    accountIds: users.map((person) => person!.accountId),
    groupIds: groups.map((group) => group!.id),
  };
}
