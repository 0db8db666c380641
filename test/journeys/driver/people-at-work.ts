import { pick, type Random } from "../../../src/core/chance/index.ts";
import type { SignedRequest, Signer } from "./sign-request.ts";
import type { Site } from "./sites.ts";

/** What people do, out of a hundred times. */
const habits = [
  ["roadmap", 34],
  ["projectRoadmap", 12],
  ["issuePanel", 14],
  ["settings", 1],
  ["list", 16],
  ["move", 6],
  ["issueCreated", 6],
  ["issueUpdated", 10],
  ["issueDeleted", 1],
] as const;

/** Out of office hours this share of the people is still at work. */
const NIGHT_OWLS = 0.08;

/** Issues that a site keeps; below, people create one, above, they delete one. */
const FEW = 3;
const MANY = 60;
/** Nobody works on an issue before the add-on has heard of it. */
const HEARD_MS = 2000;

interface Visit {
  readonly site: Site;
  readonly person: string;
  /** The issue that it is about. */
  readonly issue: number;
  readonly nowMs: number;
}

/** The people of all sites at work: each call of the returned function is what one of them does next. */
export function peopleAtWork(
  sites: readonly Site[],
  sign: Signer,
  chance: Random,
): (nowMs: number) => SignedRequest {
  /** When each issue was created. */
  const issues = new Map(sites.map((site) => [site, new Map<number, number>()]));
  let lastIssue = 0;

  const page = ({ site, person }: Visit, path: string) =>
    sign.page(site, framed(site, path), person);
  const webhook = (visit: Visit, what: string) =>
    sign.webhook(visit.site, {
      method: "POST",
      path: `/webhooks/issue-${what}`,
      body: issueEvent(visit, what),
    });

  const acts = {
    roadmap: (visit: Visit) => page(visit, "/roadmap?"),
    projectRoadmap(visit: Visit) {
      const { key, id } = pick(chance, visit.site.projects);
      return page(visit, `/project-roadmap?projectKey=${key}&projectId=${id}&`);
    },
    issuePanel: (visit: Visit) => page(visit, `/issue-panel?issueId=${visit.issue}&`),
    settings: (visit: Visit) => page(visit, "/settings?"),
    list: ({ site, person }: Visit) =>
      sign.session(site, { method: "GET", path: "/api/items" }, person),
    move({ site, person, issue }: Visit) {
      const body = { horizon: pick(chance, ["now", "next", "later"]) };
      return sign.session(site, { method: "PUT", path: `/api/items/${issue}`, body }, person);
    },
    issueCreated(visit: Visit) {
      issues.get(visit.site)!.set(++lastIssue, visit.nowMs);
      return webhook({ ...visit, issue: lastIssue }, "created");
    },
    issueUpdated: (visit: Visit) => webhook(visit, "updated"),
    issueDeleted(visit: Visit) {
      issues.get(visit.site)!.delete(visit.issue);
      return webhook(visit, "deleted");
    },
  };

  return (nowMs) => {
    const crowds = sites.map((site) => [site, site.people.length * presence(site, nowMs)] as const);
    const site = weighted(chance, crowds);
    const person = pick(chance, site.people);
    const known = [...issues.get(site)!];
    const heard = known.filter(([, createdMs]) => createdMs < nowMs - HEARD_MS).map(([id]) => id);
    if (known.length < FEW) return acts.issueCreated({ site, person, issue: 0, nowMs });
    if (heard.length === 0) return acts.roadmap({ site, person, issue: 0, nowMs });
    const habit = known.length > MANY ? "issueDeleted" : weighted(chance, habits);
    return acts[habit]({ site, person, issue: pick(chance, heard), nowMs });
  };
}

/** The share of a site's people who are at work. */
function presence({ timeZone }: Site, nowMs: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  return local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17 ? 1 : NIGHT_OWLS;
}

/** What the host adds to the address of a frame. */
const framed = (site: Site, path: string): string =>
  `${path}xdm_e=${encodeURIComponent(new URL(site.baseUrl).origin)}&xdm_c=channel-roadmap&cp=%2F${site.name}&lic=active&cv=1001.0.0-SNAPSHOT`;

function issueEvent({ site, person, issue: id, nowMs }: Visit, what: string) {
  const project = site.projects[id % site.projects.length]!;
  const updated = new Date(nowMs).toISOString().replace("Z", "+0000");
  const isDone = what === "updated" && id % 4 === 0;
  return {
    timestamp: nowMs,
    webhookEvent: `jira:issue_${what}`,
    user: { accountId: person },
    issue: {
      id: String(id),
      key: `${project.key}-${id}`,
      fields: {
        summary: `${verbs[id % verbs.length]} ${things[(id >> 2) % things.length]}`,
        project,
        status: {
          name: isDone ? "Done" : "To Do",
          statusCategory: { key: isDone ? "done" : "new" },
        },
        issuetype: { name: "Task" },
        updated,
      },
    },
  };
}

const verbs = ["Simplify", "Speed up", "Redesign", "Translate", "Document"];
const things = ["the sign-up form", "search", "the invoice export", "notifications"];

function weighted<T>(chance: Random, choices: readonly (readonly [T, number])[]): T {
  const sum = choices.reduce((total, [, weight]) => total + weight, 0);
  let left = chance() * sum;
  return (choices.find(([, weight]) => (left -= weight) < 0) ?? choices[0]!)[0];
}
