import { groupView } from "./groups.ts";
import type { Content, RestrictedOperation } from "./model/content.ts";
import { groupNamed } from "./model/groups.ts";
import { restrictionsOf } from "./model/restriction.ts";
import type { ConfluenceSite } from "./model/site.ts";
import { v1User } from "./rest-v1-user.ts";

/** Who alone may do one thing to a content, as REST v1 shows it. */
export function restrictionView(
  site: ConfluenceSite,
  content: Content,
  operation: RestrictedOperation,
) {
  const { accountIds, groupIds } = restrictionsOf(site, content)[operation];
  const users = [...accountIds].flatMap((id) => site.person(id) ?? []);
  const groups = [...groupIds].flatMap((id) => groupNamed(id) ?? []);
  return {
    operation,
    restrictions: {
      user: page(users.map((person) => v1User(site, person, false))),
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
