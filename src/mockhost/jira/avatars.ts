import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json } from "../rest/index.ts";
import { onProject } from "./on-project.ts";
import { issueTypes } from "./schemes.ts";
import { projectAvatarIds } from "./site.ts";
import type { SiteBook } from "./site-book.ts";
import { avatarUrls, viewStyle } from "./views.ts";

const system = {
  project: projectAvatarIds,
  issuetype: issueTypes.map(({ avatarId }) => avatarId),
} as const;

/** Which pictures there are to choose from. The pictures themselves are at the addresses told here. */
export const avatarHandlers = (sites: SiteBook): Handlers => ({
  getAllSystemAvatars: (call) => {
    const { type = "" } = call.params;
    if (type === "user") return json(200, { system: [] });
    return isKnown(type) ? json(200, { system: avatarsOf(call, type) }) : noType(type);
  },
  getAvatars: (call) => {
    const { type = "", entityId = "" } = call.params;
    if (!isKnown(type)) return noType(type);
    const selected =
      type === "project"
        ? sites(call.tenant).projects.get(entityId)?.avatarId
        : issueTypes.find(({ id }) => id === entityId)?.avatarId;
    return selected === undefined
      ? jiraError(404, [`There is no ${type} with the id ${entityId}.`])
      : json(200, { system: avatarsOf(call, type, selected), custom: [] });
  },
  getAllProjectAvatars: onProject(sites, (call, _, { avatarId }) =>
    json(200, { system: avatarsOf(call, "project", avatarId), custom: [] }),
  ),
});

const isKnown = (type: string): type is keyof typeof system => Object.hasOwn(system, type);

const noType = (type: string) => jiraError(404, [`There are no avatars of the type ${type}.`]);

const avatarsOf = (call: RestCall, type: keyof typeof system, selected?: number) =>
  system[type].map((id) => ({
    id: String(id),
    isSystemAvatar: true,
    isSelected: id === selected,
    isDeletable: false,
    urls: avatarUrls(type, id, viewStyle(call.tenant, call.request.path)),
  }));
