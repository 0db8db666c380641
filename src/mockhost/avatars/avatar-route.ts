import { jiraError } from "../rest/index.ts";
import { type Person, personAt, personByAccountId } from "../tenants/index.ts";
import type { HostRequest, HostResponse, SiteRoute, Tenant } from "../world/index.ts";
import { type Picture, pngOf, svgOf } from "./picture.ts";

const sizes: Readonly<Record<string, number>> = {
  xsmall: 16,
  small: 24,
  medium: 32,
  large: 48,
  xlarge: 64,
};
const types = ["issuetype", "project", "priority", "user"];
const STANDARD_PX = 48;
const LARGEST_PX = 256;
/** Who joined later has a picture too. */
const MOST_NEWCOMERS = 1_000;

const UNIVERSAL =
  /^\/rest\/api\/(?:2|3|latest)\/universal_avatar\/view\/type\/([^/]+)(?:\/(avatar|owner)\/([^/]+))?$/;
const PERSON = /^\/(?:avatar\/(\d{1,7})|wiki\/aa-avatar\/([0-9a-f]{24}))$/;
const ICON = /^\/images\/icons\/([\w/-]{1,80})\.(svg|png)$/;

/** Pictures that were uploaded, on a site of Jira; undefined where the id stands for none. */
export type UploadedOn = (tenant: Tenant, id: number) => Uploaded | undefined;

interface Uploaded {
  readonly mimeType: string;
  readonly content: Uint8Array;
}

/**
 * The pictures of people, projects, types and states. Anybody may look at them, so that pages can
 * show them by their addresses alone.
 */
export const avatarRoute =
  (seed: number, uploadedOn: UploadedOn): SiteRoute =>
  (tenant, request) => {
    if (request.method !== "GET" || !mayBePicture(request.path)) return null;
    const icon = ICON.exec(request.path);
    if (icon) return image(request, iconOf(icon[1]!), icon[2]);
    const universal = UNIVERSAL.exec(request.path);
    if (universal) {
      const uploaded = universal[2] === "avatar" && uploadedOn(tenant, Number(universal[3]));
      return uploaded ? asItIs(uploaded) : universalAvatar(request, universal);
    }
    const person = PERSON.exec(request.path);
    const found = person && personOf(seed, tenant, person);
    return found ? image(request, portraitOf(found)) : null;
  };

/** The busy paths are told apart first. */
const mayBePicture = (path: string): boolean =>
  path.startsWith("/rest/")
    ? path.includes("/universal_avatar/view/")
    : !path.startsWith("/wiki/api/");

function personOf(seed: number, tenant: Tenant, [, index, accountId]: RegExpExecArray) {
  if (accountId !== undefined) return personByAccountId(seed, tenant, accountId);
  const at = Number(index);
  return at < tenant.users + MOST_NEWCOMERS ? personAt(seed, tenant, at) : null;
}

function universalAvatar(
  request: HostRequest,
  [, type = "", by = "type", id = ""]: RegExpExecArray,
): HostResponse {
  if (!types.includes(type)) return jiraError(404, [`There are no avatars of the type ${type}.`]);
  const letters = type === "user" ? "?" : type.slice(0, 1).toUpperCase();
  const picture = { name: `${type}/${by}/${id}`, letters, isRound: type === "user" };
  return image(request, picture);
}

const portraitOf = ({ accountId, displayName }: Person): Picture => ({
  name: accountId,
  letters: displayName.replace(/(?:^| +)(\S)\S*/g, "$1").slice(0, 2),
  isRound: true,
});

const iconOf = (name: string): Picture => ({
  name,
  letters: (name.split("/").at(-1) ?? "").slice(0, 1).toUpperCase(),
  isRound: true,
});

/** What was uploaded is shown in the one size that it has. */
const asItIs = ({ mimeType, content }: Uploaded): HostResponse => ({
  status: 200,
  headers: { ...safely, "content-type": mimeType },
  body: content,
});

/** Opened by itself, a picture is no document that could do anything. */
const safely = {
  "cache-control": "public, max-age=86400",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

function image({ query }: HostRequest, picture: Picture, standard = "svg"): HostResponse {
  const asked = new URLSearchParams(query);
  const size = asked.get("size") ?? "";
  const px = Math.min(
    LARGEST_PX,
    Math.max(1, sizes[size] ?? (Math.floor(Number(size)) || STANDARD_PX)),
  );
  const isPng = (asked.get("format") ?? standard) === "png";
  return {
    status: 200,
    headers: { ...safely, "content-type": isPng ? "image/png" : "image/svg+xml" },
    body: isPng ? pngOf(picture, px) : svgOf(picture, px),
  };
}
