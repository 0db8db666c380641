import { integer, pick, type Random, random } from "../../../core/chance/index.ts";
import { DAY_MS } from "../../../core/time/index.ts";
import { escaped, type Tenant } from "../../world/index.ts";
import type { Content, Space } from "./content.ts";
import { type ConfluenceSite, emptySite, labelNamed } from "./site.ts";
import { addContent } from "./write-content.ts";

const spaceNames = ["Handbook", "Engineering", "Product", "People", "Sales", "Support"] as const;
const topics = ["Release", "Planning", "Incident", "Onboarding", "Architecture", "Budget"] as const;
const kinds = ["notes", "checklist", "decisions", "guide", "review", "overview"] as const;
const labels = ["runbook", "draft", "how-to", "decision"] as const;
const comments = [
  "Could somebody check the second part?",
  "Thanks, this helps.",
  "Is this still how we do it?",
] as const;

const YEAR_MS = 365 * DAY_MS;

/** A site as the seed decides it: spaces with a tree of pages, some news and comments. */
export function seedSite(seed: number, tenant: Tenant, nowMs: number): ConfluenceSite {
  const site = emptySite(seed, tenant);
  const next = random(seed, "confluence", tenant.index);
  const count = Math.min(spaceNames.length, 1 + Math.floor(Math.log2(tenant.users) / 2));
  for (const name of spaceNames.slice(0, count)) {
    const space = seedSpace(site, name, nowMs - YEAR_MS);
    const pages = seedPages(site, space, next, nowMs);
    for (const page of pages) seedComments(site, page, next, nowMs);
    seedNews(site, space, next, nowMs);
  }
  return site;
}

function seedSpace(site: ConfluenceSite, name: string, createdMs: number): Space {
  const authorId = site.personAt(0).accountId;
  const space: Space = {
    id: site.nextId(),
    key: name.slice(0, 4).toUpperCase(),
    name,
    type: "global",
    authorId,
    description: `What ${name.toLowerCase()} writes down.`,
    createdMs,
    homepageId: "",
    properties: [],
  };
  site.spaces.set(space.id, space);
  addHomepage(site, space, createdMs);
  return space;
}

/** Every space has a page at its top. */
export function addHomepage(site: ConfluenceSite, space: Space, nowMs: number): Content {
  const home = addContent(
    site,
    { type: "page", spaceId: space.id },
    {
      title: `${space.name} Home`,
      body: { representation: "storage", value: `<p>Welcome to ${escaped(space.name)}.</p>` },
      authorId: space.authorId,
      nowMs,
    },
  );
  space.homepageId = home.id;
  return home;
}

function seedPages(site: ConfluenceSite, space: Space, next: Random, nowMs: number): Content[] {
  const pages: Content[] = [];
  const count = 6 + integer(next, 10);
  for (let i = 0; i < count; i++) {
    const parentId = next() < 0.4 && pages.length > 0 ? pick(next, pages).id : space.homepageId;
    const title = `${topics[i % topics.length]} ${pick(next, kinds)} ${i + 1}`;
    const page = addContent(
      site,
      { type: "page", spaceId: space.id, parentId },
      { title, ...written(site, next, nowMs, `<h2>${title}</h2><p>Kept by ${space.name}.</p>`) },
    );
    if (next() < 0.4) page.labels.add(labelNamed(site, pick(next, labels), "global").name);
    pages.push(page);
  }
  return pages;
}

function seedComments(site: ConfluenceSite, page: Content, next: Random, nowMs: number): void {
  if (next() > 0.3) return;
  addContent(
    site,
    { type: "footer-comment", spaceId: page.spaceId, containerId: page.id },
    {
      title: `Re: ${page.title}`,
      ...written(site, next, nowMs, `<p>${pick(next, comments)}</p>`),
    },
  );
}

function seedNews(site: ConfluenceSite, space: Space, next: Random, nowMs: number): void {
  addContent(
    site,
    { type: "blogpost", spaceId: space.id },
    {
      title: `News from ${space.name}`,
      ...written(site, next, nowMs, `<p>What happened in ${space.name} this quarter.</p>`),
    },
  );
}

const written = (site: ConfluenceSite, next: Random, nowMs: number, value: string) => ({
  body: { representation: "storage", value } as const,
  authorId: site.personAt(integer(next, site.tenant.users)).accountId,
  nowMs: nowMs - 1000 - integer(next, YEAR_MS / 1000) * 1000,
});
