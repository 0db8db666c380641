import { groupNamed, groupView } from "./groups.ts";
import { projectRoles } from "./model/schemes.ts";
import type { Share } from "./model/share.ts";
import { findProject, type JiraSite } from "./model/site.ts";
import { projectView, userView, type ViewStyle } from "./views.ts";

export type ReadShare =
  | { readonly kind: "share"; readonly share: Share }
  | { readonly kind: "refused"; readonly message: string };

type Named = Readonly<Record<string, unknown>>;

/** A share as it is written: flat (`projectId`), or with what it names as an object (`project.id`). */
export function readShare(site: JiraSite, input: unknown): ReadShare {
  const given = Object(input) as Named;
  const part = (name: string): Named => Object(given[name] ?? {}) as Named;
  const id = Number(site.nextId());
  const shared = (share: Share): ReadShare => ({ kind: "share", share });
  const type = String(given.type);
  if (type === "global" || type === "authenticated") return shared({ id, type });
  if (type === "loggedin") return shared({ id, type: "authenticated" });
  if (type === "user") {
    const accountId = String(given.accountId ?? part("user").accountId);
    return site.person(accountId) ? shared({ id, type, accountId }) : refused("user");
  }
  if (type === "group") {
    const { groupId = part("group").groupId, groupname = part("group").name } = given;
    const group = groupNamed(groupId, groupname);
    return group ? shared({ id, type, groupId: group.groupId }) : refused("group");
  }
  if (type !== "project" && type !== "projectRole") return refused("type");
  const project = findProject(site, String(given.projectId ?? part("project").id));
  if (!project) return refused("project");
  const role = String(given.projectRoleId ?? part("role").id ?? "");
  const known = projectRoles.find((one) => String(one.id) === role);
  if (role !== "" && !known) return refused("role");
  return shared({ id, type: "project", projectId: project.id, roleId: known?.id ?? null });
}

const refused = (what: string): ReadShare => ({
  kind: "refused",
  message: `The share permission names a ${what} that there is not.`,
});

export function shareView(site: JiraSite, share: Share, style: ViewStyle) {
  const { id, type } = share;
  if (type === "user") {
    const person = site.person(share.accountId);
    return { id, type, ...(person ? { user: userView(person, style) } : {}) };
  }
  if (type === "group") {
    const group = groupNamed(share.groupId, null);
    return { id, type, ...(group ? { group: groupView(style, group) } : {}) };
  }
  if (type !== "project") return { id, type: type === "authenticated" ? "loggedin" : type };
  const project = site.projects.get(share.projectId);
  const role = projectRoles.find((one) => one.id === share.roleId);
  return {
    id,
    type,
    ...(project ? { project: projectView(project, style) } : {}),
    ...(role ? { role: { self: `${style.root}/role/${role.id}`, ...role } } : {}),
  };
}

/** Reads several; text says what is wrong with one of them. */
export function readShares(site: JiraSite, input: unknown): readonly Share[] | string {
  if (input === undefined) return [];
  if (!Array.isArray(input)) return "Share permissions must be a list.";
  const read = input.map((one) => readShare(site, one));
  const wrong = read.find((one) => one.kind === "refused");
  return wrong?.kind === "refused"
    ? wrong.message
    : read.flatMap((one) => (one.kind === "share" ? [one.share] : []));
}
