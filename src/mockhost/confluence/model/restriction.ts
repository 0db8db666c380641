import {
  type Content,
  isComment,
  type RestrictedOperation,
  type Restriction,
  type Restrictions,
} from "./content.ts";
import { groupNamed } from "./groups.ts";
import { ancestorsOf, type ConfluenceSite, findContent } from "./site.ts";

export const restrictedOperations: readonly RestrictedOperation[] = ["read", "update"];

const nobody = (): Restriction => ({ accountIds: new Set(), groupIds: new Set() });

/** What a content is restricted to; kept from the first look on. */
export function restrictionsOf(site: ConfluenceSite, { id }: Content): Restrictions {
  let restrictions = site.restrictions.get(id);
  if (!restrictions)
    site.restrictions.set(id, (restrictions = { read: nobody(), update: nobody() }));
  return restrictions;
}

/**
 * Whether a person may read or change a content. Who may read what is above a page is who may read
 * the page; an add-on that acts for itself may do both.
 */
export function isPermitted(
  site: ConfluenceSite,
  content: Content,
  operation: RestrictedOperation,
  accountId: string | null,
): boolean {
  if (accountId === null || site.restrictions.size === 0) return true;
  const page = restrictedOne(site, content);
  if (operation === "update" && !isComment(content) && !lets(site, page, "update", accountId))
    return false;
  return [page, ...ancestorsOf(site, page)].every((one) => lets(site, one, "read", accountId));
}

/** Comments and attachments are as restricted as what they belong to. */
const restrictedOne = (site: ConfluenceSite, content: Content): Content =>
  (isComment(content) || content.type === "attachment") && content.containerId !== null
    ? (findContent(site, content.containerId) ?? content)
    : content;

function lets(
  site: ConfluenceSite,
  { id }: Content,
  operation: RestrictedOperation,
  accountId: string,
): boolean {
  const restriction = site.restrictions.get(id)?.[operation];
  if (!restriction || isOpen(restriction)) return true;
  if (restriction.accountIds.has(accountId)) return true;
  const person = site.person(accountId);
  return (
    person !== null && [...restriction.groupIds].some((group) => groupNamed(group)?.has(person))
  );
}

const isOpen = ({ accountIds, groupIds }: Restriction): boolean =>
  accountIds.size + groupIds.size === 0;
