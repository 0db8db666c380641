import { isoTime } from "../../../core/time/index.ts";
import { tokenPage } from "../../rest/index.ts";
import { type HostResponse, json } from "../../world/index.ts";
import { newestOf } from "../app.ts";
import type { Release } from "../release.ts";
import { buildNumberOf, type Listing, paymentModelOf, reachOf } from "./listing.ts";
import { findVendor, listingByKey, listingsOf, type Market } from "./market.ts";
import {
  marketError,
  notFound,
  type Resource,
  type ResourceRequest,
  wholeNumber,
} from "./resource.ts";

const ROOT = "/marketplace/rest/3";
const PAGE = 10;
const LARGEST_PAGE = 50;
const models = { free: "free", atlassian: "paid-via-atlassian" } as const;

/** Listings, app software and developer spaces in API v3. Source: Marketplace REST API (v3). */
export function v3Resources(market: Market): readonly Resource[] {
  const resource = (path: string, isPrivate: boolean, answer: Resource["answer"]): Resource => ({
    method: "GET",
    path: ROOT + path,
    isPrivate,
    answer,
  });
  const bySoftware =
    (act: (listing: Listing, asked: ResourceRequest) => HostResponse) =>
    (asked: ResourceRequest): HostResponse => {
      const { appSoftwareId } = asked.params;
      const listing = market.listings().find((one) => one.appSoftwareId === appSoftwareId);
      return listing ? act(listing, asked) : notFound(`The app software ${appSoftwareId}`);
    };
  return [
    resource("/app-software/app-key/{appKey}", false, ({ params }) => {
      const listing = listingByKey(market, params.appKey);
      return listing ? json(200, [softwareView(listing)]) : notFound(`The app ${params.appKey}`);
    }),
    resource(
      "/app-software/{appSoftwareId}/versions",
      false,
      bySoftware((listing, asked) => versionList(market, listing, asked)),
    ),
    resource(
      "/app-software/{appSoftwareId}/versions/{buildNumber}",
      false,
      bySoftware((listing, { params: { buildNumber } }) => {
        const found = listing.app.releases.find((r) => String(buildNumberOf(r)) === buildNumber);
        return found
          ? json(200, versionView(market, listing, found))
          : notFound(`The version ${buildNumber}`);
      }),
    ),
    resource("/product-listing/developer-space/{developerId}", true, (asked) => {
      const vendor = findVendor(market, asked.params.developerId);
      if (!vendor) return notFound(`The developer space ${asked.params.developerId}`);
      return cursorAnswer(asked, listingsOf(market, vendor).map(listingView), "items");
    }),
    resource("/product-listing/{productId}", false, ({ params: { productId } }) => {
      const listing = market.listings().find((one) => one.productId === productId);
      return listing ? json(200, listingView(listing)) : notFound(`The product ${productId}`);
    }),
    resource("/developer-space/vendor/{vendorId}", true, ({ params: { vendorId } }) => {
      const vendor = findVendor(market, vendorId);
      return vendor
        ? json(200, { developerId: vendor.developerId })
        : notFound(`The vendor ${vendorId}`);
    }),
    resource("/developer-space/{developerId}", true, ({ params: { developerId } }) => {
      const vendor = findVendor(market, developerId);
      return vendor ? json(200, vendor) : notFound(`The developer space ${developerId}`);
    }),
  ];
}

const softwareView = ({ appSoftwareId }: Listing) => ({
  appSoftwareId,
  hosting: "cloud",
  complianceBoundaries: ["commercial"],
  archived: false,
});

const listingView = ({ app, productId, vendor }: Listing) => ({
  productId,
  appKey: app.addonKey,
  appName: newestOf(app).descriptor.name,
  developerId: vendor.developerId,
  summary: String(newestOf(app).descriptor.document.description ?? ""),
  state: "public",
  approvalStatus: "approved",
  cloudComplianceBoundary: ["commercial"],
});

function versionView(market: Market, { app }: Listing, release: Release) {
  const { products } = reachOf(app, market.tenants());
  return {
    buildNumber: buildNumberOf(release),
    versionNumber: release.release,
    compatibilities: products.map((parentSoftwareId) => ({ parentSoftwareId })),
    supportedPaymentModel: models[paymentModelOf(release)],
    frameworkDetails: {
      frameworkId: "connect",
      attributes: {
        descriptorId: app.addonKey,
        scopes: release.descriptor.scopes,
        descriptorUrl: app.descriptorUrl,
      },
    },
    state: "active",
    createdAt: isoTime(release.atMs),
  };
}

/** Newest first. */
function versionList(market: Market, listing: Listing, asked: ResourceRequest): HostResponse {
  const { query } = asked;
  const model = query.get("paymentModel");
  if (model !== null && !["free", "paid-via-atlassian", "paid-via-vendor"].includes(model))
    return marketError(400, "paymentModel must be free, paid-via-atlassian or paid-via-vendor.");
  const state = query.get("state") ?? "active";
  const found = listing.app.releases
    .toReversed()
    .filter(
      (one) => state === "active" && (model === null || models[paymentModelOf(one)] === model),
    );
  const views = found.map((release) => versionView(market, listing, release));
  return cursorAnswer(asked, views, "versions", { totalCount: found.length });
}

/** Cursor style: `links.next` leads on. */
function cursorAnswer(
  { query, request }: ResourceRequest,
  all: readonly unknown[],
  list: string,
  more: Readonly<Record<string, unknown>> = {},
): HostResponse {
  const limit = wholeNumber(query.get("limit"), PAGE);
  if (limit === null) return marketError(400, "limit must be a whole number.");
  const page = tokenPage(all, query.get("cursor"), Math.min(Math.max(1, limit), LARGEST_PAGE));
  if (page.kind === "bad-token") return marketError(400, "cursor is none that was given out.");
  const next = new URLSearchParams(query);
  if (page.nextPageToken) next.set("cursor", page.nextPageToken);
  const path = request.path.slice("/marketplace".length);
  return json(200, {
    links: {
      self: `${path}?${query}`,
      ...(page.nextPageToken ? { next: `${path}?${next}` } : {}),
    },
    [list]: page.items,
    ...more,
  });
}
