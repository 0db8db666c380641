import { isoTime } from "../../core/time/index.ts";
import { compileQuery, type Dialect, parseQuery, type QueryField } from "../query/index.ts";
import { confluenceV1Error, startPage } from "../rest/index.ts";
import type { Person } from "../tenants/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import type { ConfluenceSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { v1User } from "./rest-v1-user.ts";

/** How many people a search looks at; a site may have twenty thousand. */
const MOST_SEARCHED = 1_000;

const fullName: QueryField<Person> = {
  type: "text",
  values: ({ displayName }) => [displayName.toLowerCase()],
  rank: ({ displayName }) => displayName.toLowerCase(),
};
const accountId: QueryField<Person> = {
  type: "person",
  values: (person) => [person.accountId],
  rank: ({ index }) => index,
};
const type: QueryField<Person> = { type: "value", values: () => ["user"], rank: () => "user" };

const fields: Readonly<Record<string, QueryField<Person>>> = {
  "user.fullname": fullName,
  user: accountId,
  "user.accountid": accountId,
  type,
};

/** People by CQL: `user.fullname ~ "Ada"`. */
export const userSearchHandlers = (sites: SiteBook): Handlers => ({
  searchUser: (call) => search(call, sites(call.tenant)),
});

function search(call: RestCall, site: ConfluenceSite) {
  const cql = call.query.get("cql") ?? "";
  const parsed = parseQuery(cql);
  if (parsed.kind === "error") return unreadable(cql, parsed.message);
  const compiled = compileQuery(parsed.query, dialect(call));
  if (compiled.kind === "error") return unreadable(cql, compiled.messages.join(" "));
  const looked = Math.min(site.tenant.users, MOST_SEARCHED);
  const people = Array.from({ length: looked }, (_, index) => site.personAt(index));
  const page = startPage(call, people.filter(compiled.test).toSorted(compiled.compare));
  const showsEmail = call.caller.scopes.has("ACCESS_EMAIL_ADDRESSES");
  return json(200, {
    ...page,
    results: page.results.map((person) => resultView(site, person, showsEmail)),
    cqlQuery: cql,
    searchDuration: 1,
  });
}

const unreadable = (cql: string, why: string) =>
  confluenceV1Error(400, `Could not parse cql : ${cql}. ${why}`);

const resultView = (site: ConfluenceSite, person: Person, showsEmail: boolean) => ({
  user: v1User(site, person, showsEmail),
  title: person.displayName,
  excerpt: "",
  url: `/people/${person.accountId}`,
  breadcrumbs: [],
  entityType: "user",
  iconCssClass: "aui-icon aui-icon-small content-type-profile",
  lastModified: isoTime(0),
  score: 0,
});

const dialect = ({ tenant, caller, nowMs }: RestCall): Dialect<Person> => ({
  field: (name) => fields[name.toLowerCase()] ?? null,
  emptyDiffers: true,
  nowMs,
  timeZone: tenant.timeZone,
  accountId: caller.accountId,
});
