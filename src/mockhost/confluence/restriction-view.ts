import type { Content } from "./content.ts";
import { groupNamed, groupView } from "./groups.ts";
import { olderUser } from "./older-user.ts";
import { type Restricted, restrictionsOf } from "./restriction.ts";
import type { ConfluenceSite } from "./site.ts";

/** Who alone may do one thing to a content, as the older interface shows it. */
export function restrictionView(site: ConfluenceSite, content: Content, operation: Restricted) {
  const { accountIds, groupIds } = restrictionsOf(site, content)[operation];
  const users = [...accountIds].flatMap((id) => site.person(id) ?? []);
  const groups = [...groupIds].flatMap((id) => groupNamed(id) ?? []);
  return {
    operation,
    restrictions: {
      user: page(users.map((person) => olderUser(site, person, false))),
      group: page(groups.map((group) => groupView(site, group))),
    },
    _expandable: { content: `/rest/api/content/${content.id}` },
    _links: {
      self: `${site.tenant.baseUrl}/rest/api/content/${content.id}/restriction/byOperation/${operation}`,
    },
  };
}

const page = <T>(results: readonly T[]) => ({
  results,
  start: 0,
  limit: 100,
  size: results.length,
});
