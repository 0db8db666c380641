import { confluenceV1Error, startPage } from "../rest/index.ts";
import { actorOf, type Person } from "../tenants/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import type { ConfluenceSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1User } from "./rest-v1-user.ts";
import { badRequest, listed } from "./rest-v2.ts";

const MOST_LOOKED_UP = 250;

export const userHandlers = (sites: SiteBook): Handlers => ({
  getCurrentUser: (call) => {
    const site = sites(call.tenant);
    return shown(call, site, site.person(actorOf(site, call)));
  },
  getUser: (call) => {
    const site = sites(call.tenant);
    return shown(call, site, site.person(call.query.get("accountId") ?? ""));
  },
  getAnonymousUser: () =>
    json(200, {
      type: "anonymous",
      displayName: "Anonymous",
      profilePicture: { path: "/wiki/aa-avatar/anonymous", width: 48, height: 48, isDefault: true },
      _expandable: { operations: "" },
      _links: {},
    }),
  getBulkUserLookup: (call) => {
    const site = sites(call.tenant);
    const people = listed(call, "accountId").flatMap((id) => site.person(id) ?? []);
    const page = startPage(call, people);
    const results = page.results.map((person) => v1User(site, person, showsEmail(call)));
    return json(200, { ...page, results });
  },
  getPrivacyUnsafeUserEmail: (call) => {
    const person = sites(call.tenant).person(call.query.get("accountId") ?? "");
    return person ? json(200, emailOf(person)) : noUser();
  },
  getPrivacyUnsafeUserEmailBulk: (call) => {
    const site = sites(call.tenant);
    const people = listed(call, "accountId").flatMap((id) => site.person(id) ?? []);
    return json(200, people.map(emailOf));
  },
  createBulkUserLookup: (call) => {
    const { accountIds } = (call.json ?? {}) as { accountIds?: unknown };
    if (!Array.isArray(accountIds) || accountIds.length > MOST_LOOKED_UP)
      return badRequest(`'accountIds' must be a list of at most ${MOST_LOOKED_UP} account ids.`);
    const site = sites(call.tenant);
    const people = accountIds.flatMap((id) => site.person(String(id)) ?? []);
    return json(200, { results: people.map((person) => userView(person, showsEmail(call))) });
  },
});

const showsEmail = ({ caller }: RestCall): boolean => caller.scopes.has("ACCESS_EMAIL_ADDRESSES");

const emailOf = ({ accountId, emailAddress }: Person) => ({ accountId, email: emailAddress });

const noUser = () => confluenceV1Error(404, "No user found with the given account id.");

const shown = (call: RestCall, site: ConfluenceSite, person: Person | null) =>
  person ? json(200, v1User(site, person, showsEmail(call))) : noUser();

const userView = (person: Person, isEmailShown: boolean) => ({
  displayName: person.displayName,
  timeZone: person.timeZone,
  personalSpaceId: null,
  isExternalCollaborator: false,
  accountStatus: person.active ? "active" : "inactive",
  accountId: person.accountId,
  email: isEmailShown ? person.emailAddress : "",
  accountType: "atlassian",
  publicName: person.displayName,
  profilePicture: { path: `/wiki/aa-avatar/${person.accountId}`, isDefault: true },
});
