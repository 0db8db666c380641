import { jiraError } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { projectAvatarIds } from "./model/project.ts";
import { issueTypes } from "./model/schemes.ts";
import type { AvatarType, JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onProject } from "./on-project.ts";
import { avatarsOf, keepAvatar } from "./uploaded-avatars.ts";
import { avatarUrls, viewStyle } from "./views.ts";

const system: Readonly<Record<AvatarType, readonly number[]>> = {
  project: projectAvatarIds,
  issuetype: issueTypes.map(({ avatarId }) => avatarId),
};

interface Owner {
  readonly id: string;
  avatarId: number;
}

/** Which pictures there are to choose from. The pictures themselves are at the addresses told here. */
export const avatarHandlers = (sites: SiteBook): Handlers => {
  const onOwner =
    (
      act: (call: RestCall, site: JiraSite, type: AvatarType, owner: Owner) => HostResponse,
    ): Handler =>
    (call) => {
      const { type = "", entityId, owningObjectId = entityId ?? "" } = call.params;
      if (!isKnown(type)) return noType(type);
      const site = sites(call.tenant);
      const owner = ownerOf(site, type, owningObjectId);
      return owner
        ? act(call, site, type, owner)
        : jiraError(404, [`There is no ${type} with the id ${owningObjectId}.`]);
    };
  return {
    getAllSystemAvatars: (call) => {
      const { type = "" } = call.params;
      if (type === "user") return json(200, { system: [] });
      return isKnown(type) ? json(200, { system: systemViews(call, type) }) : noType(type);
    },
    getAvatars: onOwner((call, site, type, owner) => json(200, all(call, site, type, owner))),
    storeAvatar: onOwner(store),
    deleteAvatar: onOwner(remove),
    getAllProjectAvatars: onProject(sites, (call, site, project) =>
      json(200, all(call, site, "project", project)),
    ),
    createProjectAvatar: onProject(sites, (call, site, project) =>
      store(call, site, "project", project),
    ),
    deleteProjectAvatar: onProject(sites, (call, site, project) =>
      remove(call, site, "project", project),
    ),
    createIssueTypeAvatar: (call) => {
      const site = sites(call.tenant);
      const type = ownerOf(site, "issuetype", call.params.id ?? "");
      return type
        ? store(call, site, "issuetype", type)
        : jiraError(404, [`There is no issuetype with the id ${call.params.id}.`]);
    },
  };
};

const isKnown = (type: string): type is AvatarType => Object.hasOwn(system, type);

const noType = (type: string) => jiraError(404, [`There are no avatars of the type ${type}.`]);

const ownerOf = (site: JiraSite, type: AvatarType, id: string): Owner | undefined =>
  type === "project" ? site.projects.get(id) : site.issueTypes.find((one) => one.id === id);

function store(call: RestCall, site: JiraSite, type: AvatarType, owner: Owner): HostResponse {
  const kept = keepAvatar(call, site, type, owner.id);
  return "status" in kept ? kept : json(201, customView(call, type, kept.id, owner));
}

/** Who had it chosen goes back to the first of the host's own. */
function remove(call: RestCall, site: JiraSite, type: AvatarType, owner: Owner): HostResponse {
  const id = Number(call.params.id);
  if (site.avatars.get(id)?.ownerId !== owner.id)
    return jiraError(404, [`There is no avatar with the id ${call.params.id} to delete.`]);
  site.avatars.delete(id);
  if (owner.avatarId === id) owner.avatarId = system[type][0]!;
  return noContent();
}

const all = (call: RestCall, site: JiraSite, type: AvatarType, owner: Owner) => ({
  system: systemViews(call, type, owner.avatarId),
  custom: avatarsOf(site, type, owner.id).map(({ id }) => customView(call, type, id, owner)),
});

const systemViews = (call: RestCall, type: AvatarType, selected?: number) =>
  system[type].map((id) => avatarView(call, type, id, id === selected));

const customView = (call: RestCall, type: AvatarType, id: number, owner: Owner) => ({
  ...avatarView(call, type, id, id === owner.avatarId),
  owner: owner.id,
  isSystemAvatar: false,
  isDeletable: true,
});

const avatarView = (call: RestCall, type: AvatarType, id: number, isSelected: boolean) => ({
  id: String(id),
  isSystemAvatar: true,
  isSelected,
  isDeletable: false,
  urls: avatarUrls(type, id, viewStyle(call.tenant, call.request.path)),
});
