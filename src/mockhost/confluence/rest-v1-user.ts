import type { Person } from "../tenants/index.ts";
import type { ConfluenceSite } from "./model/site.ts";

/** Addresses are for add-ons with the scope for them. */
export const v1User = (site: ConfluenceSite, person: Person, showsEmail: boolean) => ({
  type: "known",
  accountId: person.accountId,
  accountType: "atlassian",
  email: showsEmail ? person.emailAddress : "",
  publicName: person.displayName,
  displayName: person.displayName,
  profilePicture: {
    path: `/wiki/aa-avatar/${person.accountId}`,
    width: 48,
    height: 48,
    isDefault: true,
  },
  timeZone: person.timeZone,
  accountStatus: person.active ? "active" : "inactive",
  isExternalCollaborator: false,
  _expandable: { operations: "", personalSpace: "" },
  _links: { self: `${site.tenant.baseUrl}/rest/api/user?accountId=${person.accountId}` },
});
