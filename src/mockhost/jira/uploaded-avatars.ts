import { jiraError } from "../rest/index.ts";
import type { HostResponse, RestCall } from "../world/index.ts";
import type { Avatar, AvatarType, JiraSite } from "./model/site.ts";

const MIME_TYPES = ["image/png", "image/jpeg", "image/gif"];
const MOST_OF_AN_OWNER = 100;

/** Keeps the picture that a call carries; a response says why not. */
export function keepAvatar(
  { request }: RestCall,
  site: JiraSite,
  type: AvatarType,
  ownerId: string,
): Avatar | HostResponse {
  if (request.headers["x-atlassian-token"] !== "no-check")
    return jiraError(403, ["XSRF check failed"]);
  const mimeType = (request.headers["content-type"] ?? "").split(";")[0]!.trim();
  if (!MIME_TYPES.includes(mimeType))
    return jiraError(400, [`The avatar must be one of ${MIME_TYPES.join(", ")}.`]);
  if (request.body.length === 0) return jiraError(400, ["The avatar has no content."]);
  if (avatarsOf(site, type, ownerId).length >= MOST_OF_AN_OWNER)
    return jiraError(400, [`There are ${MOST_OF_AN_OWNER} avatars already; delete some.`]);
  const id = Number(site.nextId());
  const avatar: Avatar = { id, type, ownerId, mimeType, content: request.body };
  site.avatars.set(id, avatar);
  return avatar;
}

export const avatarsOf = ({ avatars }: JiraSite, type: AvatarType, ownerId: string): Avatar[] =>
  [...avatars.values()].filter((one) => one.type === type && one.ownerId === ownerId);
