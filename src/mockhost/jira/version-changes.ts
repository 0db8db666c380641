import { changeIssue } from "./edit-issue.ts";
import { type Actor, asSecondary, eventStyle, type SiteEvents } from "./emit-events.ts";
import { changeItems } from "./field-input.ts";
import type { Version } from "./model/project.ts";
import type { JiraSite } from "./model/site.ts";
import { versionView } from "./views.ts";

/** Which versions take the place of one that goes; null: none. */
interface Successors {
  readonly kind: "successors";
  readonly fix: Version | null;
  readonly affected: Version | null;
}

export function readSuccessors(
  site: JiraSite,
  version: Version,
  asked: { readonly fix: unknown; readonly affected: unknown },
): Successors | { readonly kind: "refused"; readonly message: string } {
  const found: (Version | null)[] = [];
  for (const id of [asked.fix, asked.affected]) {
    const successor = id === null || id === undefined ? null : site.versions.get(idOf(id));
    if (successor === undefined || successor?.id === version.id)
      return { kind: "refused", message: `The version with id '${idOf(id)}' does not exist.` };
    if (successor !== null && successor.projectId !== version.projectId)
      return {
        kind: "refused",
        message: "You cannot move issues to a version of another project.",
      };
    found.push(successor);
  }
  return { kind: "successors", fix: found[0] ?? null, affected: found[1] ?? null };
}

/** Versions are named by id, or by their address. */
const idOf = (named: unknown): string => String(named).split("/").at(-1) ?? "";

/** Removes a version, which is told of at once; the issues that named it change in its wake. */
export function removeVersion(
  site: JiraSite,
  version: Version,
  { fix, affected }: Omit<Successors, "kind">,
  by: Actor,
  { emit, emitIssue }: SiteEvents,
): void {
  const style = eventStyle(site);
  const mergedTo = fix !== null && fix === affected ? { mergedTo: versionView(fix, style) } : {};
  emit("jira:version_deleted", site, by, { version: versionView(version, style), ...mergedTo });
  const replaced = (ids: readonly string[], successor: Version | null): readonly string[] => {
    if (!ids.includes(version.id)) return ids;
    const others = ids.filter((id) => id !== version.id);
    return successor === null ? others : [...new Set([...others, successor.id])];
  };
  for (const issue of site.issues.values()) {
    const set = {
      fixVersions: replaced(issue.fixVersions, fix),
      versions: replaced(issue.versions, affected),
    };
    const items = changeItems(site, issue, { set, custom: new Map(), errors: {} });
    const apply = () => void Object.assign(issue, set);
    if (items.length > 0) changeIssue(site, issue, items, apply, asSecondary(by), emitIssue);
  }
  site.versions.delete(version.id);
}

/** Puts a version elsewhere in its project's order; what is wrong with the wish, or null. */
export function moveVersion(site: JiraSite, version: Version, asked: unknown): string | null {
  const { after, position } = Object(asked) as { after?: unknown; position?: unknown };
  const siblings = [...site.versions.values()].filter(
    ({ projectId }) => projectId === version.projectId,
  );
  const others = siblings.filter((other) => other !== version);
  const at = siblings.indexOf(version);
  const places: Readonly<Record<string, number>> = {
    First: 0,
    Last: others.length,
    Earlier: Math.max(0, at - 1),
    Later: Math.min(others.length, at + 1),
  };
  const place =
    after === undefined
      ? places[String(position)]
      : others.findIndex(({ id }) => id === idOf(after)) + 1;
  if (place === undefined || (after !== undefined && place === 0))
    return "Either a version to go after or a position (First, Last, Earlier, Later) must be given.";
  others.splice(place, 0, version);
  // The order of the versions is the order of the map.
  for (const { id } of others) site.versions.delete(id);
  for (const other of others) site.versions.set(other.id, other);
  return null;
}
