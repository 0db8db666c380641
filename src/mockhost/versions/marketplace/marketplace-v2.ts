import { isoTime } from "../../../core/time/index.ts";
import { type HostResponse, json } from "../../world/index.ts";
import { newestOf } from "../app.ts";
import type { Release } from "../release.ts";
import { buildNumberOf, type Listing, paymentModelOf, reachOf, type Vendor } from "./listing.ts";
import { findVendor, listingByKey, type Market } from "./market.ts";
import {
  marketError,
  moved,
  notFound,
  offsetPage,
  type Resource,
  type ResourceRequest,
} from "./resource.ts";

const ROOT = "/rest/2";
const PAGE = 10;
const LARGEST_PAGE = 50;

/** Add-ons, their versions and vendors in API v2. Source: Marketplace REST API (v2). */
export function v2Resources(market: Market): readonly Resource[] {
  const open = (path: string, answer: Resource["answer"]): Resource => ({
    method: "GET",
    path: ROOT + path,
    isPrivate: false,
    answer,
  });
  const ofAddon =
    (act: (listing: Listing, asked: ResourceRequest) => HostResponse) =>
    (asked: ResourceRequest): HostResponse => {
      const listing = listingByKey(market, asked.params.addonKey);
      return listing ? act(listing, asked) : notFound(`The app ${asked.params.addonKey}`);
    };
  const ofVersion = (find: (release: Release, asked: ResourceRequest) => boolean) =>
    ofAddon((listing, asked) => {
      const release = listing.app.releases.findLast((one) => find(one, asked));
      return release
        ? json(200, versionView(market, listing, release))
        : notFound(`This version of ${listing.app.addonKey}`);
    });
  return [
    open(
      "/addons/{addonKey}",
      ofAddon((listing) => json(200, addonView(market, listing))),
    ),
    open(
      "/addons/{addonKey}/versions",
      ofAddon((listing, asked) => versionList(market, listing, asked)),
    ),
    open(
      "/addons/{addonKey}/versions/latest",
      ofVersion(() => true),
    ),
    open(
      "/addons/{addonKey}/versions/name/{name}",
      ofVersion(({ release }, { params }) => release === params.name),
    ),
    open(
      "/addons/{addonKey}/versions/build/{build}",
      ofVersion((release, { params }) => String(buildNumberOf(release)) === params.build),
    ),
    open("/vendors/{vendorId}", ({ params }) => {
      const vendor = findVendor(market, params.vendorId);
      return vendor ? json(200, vendorView(vendor)) : notFound(`The vendor ${params.vendorId}`);
    }),
  ];
}

const addonPath = ({ app }: Listing): string =>
  `${ROOT}/addons/${encodeURIComponent(app.addonKey)}`;

function addonView(market: Market, listing: Listing) {
  const newest = newestOf(listing.app);
  const { installs, users } = reachOf(listing.app, market.tenants());
  return {
    _links: {
      self: { href: addonPath(listing) },
      versions: { href: `${addonPath(listing)}/versions` },
      vendor: { href: `${ROOT}/vendors/${listing.vendor.vendorId}` },
    },
    _embedded: {
      vendor: vendorView(listing.vendor),
      version: versionView(market, listing, newest),
      distribution: { downloads: installs, totalInstalls: installs, totalUsers: users },
    },
    key: listing.app.addonKey,
    name: newest.descriptor.name,
    status: "public",
    summary: String(newest.descriptor.document.description ?? ""),
    lastModified: isoTime(newest.atMs),
  };
}

const vendorView = ({ vendorId, name }: Vendor) => ({
  _links: {
    self: { href: `${ROOT}/vendors/${vendorId}` },
    reporting: { href: `${ROOT}/vendors/${vendorId}/reporting` },
  },
  vendorId,
  name,
});

function versionView(market: Market, listing: Listing, release: Release) {
  const { products } = reachOf(listing.app, market.tenants());
  const build = buildNumberOf(release);
  return {
    _links: {
      self: { href: `${addonPath(listing)}/versions/build/${build}` },
      addon: { href: addonPath(listing) },
    },
    buildNumber: build,
    name: release.release,
    status: "public",
    paymentModel: paymentModelOf(release),
    release: {
      date: isoTime(release.atMs).slice(0, 10),
      beta: false,
      supported: true,
    },
    deployment: {
      cloud: true,
      connect: true,
      server: false,
      dataCenter: false,
      permissions: release.descriptor.scopes,
    },
    compatibilities: products.map((application) => ({ application, hosting: { cloud: true } })),
    text: { releaseSummary: release.because.join("; ") },
  };
}

/** Newest first. `cost` asks for how it is paid; all versions are public cloud versions. */
function versionList(market: Market, listing: Listing, { query }: ResourceRequest): HostResponse {
  const wanted = wantedVersions(listing, query);
  if (typeof wanted === "string") return marketError(400, wanted);
  const page = offsetPage(wanted, query, PAGE, LARGEST_PAGE);
  if (page.kind === "refused") return marketError(400, page.message);
  const path = `${addonPath(listing)}/versions`;
  const { offset, limit } = page;
  const hasMore = offset + page.items.length < wanted.length;
  return json(200, {
    _links: {
      self: { href: `${path}?${query}` },
      query: {
        href: `${path}{?afterVersion,application,cost,hosting,includePrivate,offset,limit}`,
        templated: true,
      },
      ...(hasMore
        ? { next: { href: `${path}?${moved(query, { offset: offset + limit, limit })}` } }
        : {}),
    },
    _embedded: { versions: page.items.map((release) => versionView(market, listing, release)) },
    count: wanted.length,
  });
}

const costs: Readonly<Record<string, readonly string[]>> = {
  free: ["free"],
  marketplace: ["atlassian"],
  orderable: ["atlassian"],
  paid: ["atlassian"],
};

function wantedVersions({ app }: Listing, query: URLSearchParams): readonly Release[] | string {
  const newestFirst = app.releases.toReversed();
  const cost = query.get("cost");
  if (cost !== null && !costs[cost]) return `cost must be one of ${Object.keys(costs).join(", ")}.`;
  const hosting = query.get("hosting") ?? "any";
  if (!["any", "cloud", "datacenter", "server"].includes(hosting))
    return "hosting must be one of any, cloud, datacenter, server.";
  const afterVersion = query.get("afterVersion");
  const after = app.releases.find(({ release }) => release === afterVersion);
  if (afterVersion !== null && !after) return `There is no version ${afterVersion}.`;
  return newestFirst.filter(
    (release) =>
      (hosting === "any" || hosting === "cloud") &&
      (cost === null || costs[cost]!.includes(paymentModelOf(release))) &&
      (!after || buildNumberOf(release) > buildNumberOf(after)),
  );
}
