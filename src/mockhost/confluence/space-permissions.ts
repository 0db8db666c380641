import { confluenceV1Error } from "../rest/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { type EmitSiteEvent, eventSpace } from "./emit-events.ts";
import type { Space, SpacePermission } from "./model/content.ts";
import { groupNamed } from "./model/groups.ts";
import { type ConfluenceSite, spaceByKey } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { notFound, pageOf } from "./rest-v2.ts";

const users = { type: "group", id: groupNamed("confluence-users")!.id } as const;
const admins = { type: "group", id: groupNamed("confluence-administrators")!.id } as const;

/** What everybody may in a new space, and what its administrators. */
const standard: readonly (readonly [SpacePermission["principal"], string, string])[] = [
  [users, "read", "space"],
  [users, "create", "page"],
  [users, "create", "blogpost"],
  [users, "create", "comment"],
  [users, "create", "attachment"],
  [users, "delete", "page"],
  [admins, "administer", "space"],
  [admins, "export", "space"],
];

/** Who may do what in a space: read through REST v2, changed through v1. */
export const spacePermissionHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  getSpacePermissionsAssignments: (call) => {
    const site = sites(call.tenant);
    const space = site.spaces.get(call.params.id ?? "");
    return space ? pageOf(call, permissionsOf(site, space), (one) => one) : notFound();
  },
  addPermissionToSpace: (call) => change(call, sites(call.tenant), emit, add),
  removePermission: (call) => change(call, sites(call.tenant), emit, remove),
});

function permissionsOf(site: ConfluenceSite, space: Space): SpacePermission[] {
  space.permissions ??= standard.map(([principal, key, targetType]) => ({
    id: site.nextId(),
    principal,
    operation: { key, targetType },
  }));
  return space.permissions;
}

function change(
  call: RestCall,
  site: ConfluenceSite,
  emit: EmitSiteEvent,
  act: (call: RestCall, site: ConfluenceSite, permissions: SpacePermission[]) => HostResponse,
): HostResponse {
  const space = spaceByKey(site, call.params.spaceKey ?? "");
  if (!space) return confluenceV1Error(404, `No space with key : ${call.params.spaceKey}`);
  const answer = act(call, site, permissionsOf(site, space));
  if (answer.status < 300)
    emit("space_permissions_updated", site, call, { space: eventSpace(site, space) });
  return answer;
}

function add(call: RestCall, site: ConfluenceSite, permissions: SpacePermission[]): HostResponse {
  const { subject, operation } = Object(call.json) as {
    subject?: { type?: unknown; identifier?: unknown };
    operation?: { key?: unknown; target?: unknown };
  };
  const [key, targetType] = [operation?.key, operation?.target];
  if (typeof key !== "string" || typeof targetType !== "string")
    return confluenceV1Error(400, "'operation' must have a key and a target.");
  const identifier = String(subject?.identifier);
  const id =
    subject?.type === "group" ? groupNamed(identifier)?.id : site.person(identifier)?.accountId;
  if (id === undefined) return confluenceV1Error(400, "There is no such user or group.");
  const type = subject?.type === "group" ? "group" : "user";
  const isThere = permissions.some(
    (one) =>
      one.principal.id === id &&
      one.operation.key === key &&
      one.operation.targetType === targetType,
  );
  if (isThere) return confluenceV1Error(400, "The permission is there already.");
  const made = {
    id: site.nextId(),
    principal: { type, id },
    operation: { key, targetType },
  } as const;
  permissions.push(made);
  return json(200, {
    id: Number(made.id),
    subject: { type, identifier: id },
    operation: { key, target: targetType },
    _links: {},
  });
}

function remove(
  { params }: RestCall,
  _: ConfluenceSite,
  permissions: SpacePermission[],
): HostResponse {
  const at = permissions.findIndex(({ id }) => id === params.id);
  if (at < 0) return confluenceV1Error(404, `No permission found with id: ${params.id}`);
  permissions.splice(at, 1);
  return noContent();
}
