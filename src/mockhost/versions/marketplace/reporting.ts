import { type HostResponse, json } from "../../world/index.ts";
import { csv } from "./csv.ts";
import { feedbackRows } from "./feedback-rows.ts";
import type { Vendor } from "./listing.ts";
import { findVendor, listingsOf, type Market } from "./market.ts";
import { queryReport, type ReportKind, type ReportResult } from "./query-report.ts";
import { feedbackReport, licenceReport, transactionReport } from "./report-kinds.ts";
import {
  marketError,
  moved,
  notFound,
  offsetPage,
  type Resource,
  type ResourceRequest,
} from "./resource.ts";
import { type Books, type LazyRow, licenceRows, transactionRows } from "./rows.ts";

/** Where an interface keeps its reports, and how its links are written. */
export interface ReportAddresses {
  /** As the listener sees it, the vendor as `{space}`. */
  readonly path: string;
  /** In links to pages. */
  readonly linkPath: string;
  /** In links to exports, which clients put behind a base address of their own. */
  readonly exportPath: string;
}

export const v2Reports: ReportAddresses = {
  path: "/rest/2/vendors/{space}/reporting",
  linkPath: "/rest/2/vendors/{space}/reporting",
  exportPath: "/rest/2/vendors/{space}/reporting",
};

export const v3Reports: ReportAddresses = {
  path: "/marketplace/rest/3/reporting/developer-space/{space}",
  linkPath: "/rest/3/reporting/developer-space/{space}",
  exportPath: "/reporting/developer-space/{space}",
};

interface Subject {
  /** Below the address. */
  readonly path: string;
  readonly kind: ReportKind;
  readonly rows: (books: Books, query: URLSearchParams) => readonly LazyRow[];
  readonly isAsync: boolean;
}

const subjects: readonly Subject[] = [
  {
    path: "licenses",
    kind: licenceReport,
    rows: (books, query) =>
      licenceRows(
        books,
        query.get("withDataInsights") === "true" || query.get("withAttribution") === "true",
      ),
    isAsync: true,
  },
  {
    path: "sales/transactions",
    kind: transactionReport,
    rows: transactionRows,
    isAsync: true,
  },
  { path: "feedback/details", kind: feedbackReport, rows: feedbackRows, isAsync: false },
];

const PAGE = 10;
const LARGEST_PAGE = 50;

/** Licences, transactions and feedback of one vendor; each takes credentials. Source: Reporting. */
export function reportResources(market: Market, addresses: ReportAddresses): readonly Resource[] {
  const resource = (
    method: Resource["method"],
    path: string,
    act: (vendor: Vendor, asked: ResourceRequest) => HostResponse,
  ): Resource => ({
    method,
    path: addresses.path + path,
    isPrivate: true,
    answer: (asked) => {
      const vendor = findVendor(market, asked.params.space);
      return vendor ? act(vendor, asked) : notFound(`The vendor ${asked.params.space}`);
    },
  });
  return [
    resource("GET", "", (_, { params }) =>
      json(200, { _links: overview(addresses, params.space!) }),
    ),
    ...subjects.flatMap((subject) => [
      resource("GET", `/${subject.path}`, (vendor, asked) =>
        listed(market, addresses, subject, vendor, asked),
      ),
      resource("GET", `/${subject.path}/export`, (vendor, asked) =>
        written(draw(market, subject, vendor, asked.query, asked.nowMs), asked.query, "csv"),
      ),
      ...(subject.isAsync ? asyncResources(market, addresses, subject, resource) : []),
    ]),
  ];
}

function draw(
  market: Market,
  subject: Subject,
  vendor: Vendor,
  query: URLSearchParams,
  nowMs: number,
): ReportResult {
  const books: Books = {
    seed: market.seed,
    nowMs,
    tenants: market.tenants(),
    listings: listingsOf(market, vendor),
  };
  return queryReport(subject.kind, subject.rows(books, query), query);
}

const inSpace = (path: string, space: string): string => path.replace("{space}", space);

function overview(addresses: ReportAddresses, space: string) {
  const base = inSpace(addresses.linkPath, space);
  return {
    self: { href: base },
    ...Object.fromEntries(
      subjects.map(({ path, kind }) => [
        kind.list,
        { href: `${base}/${path}${template(kind)}`, templated: true, type: "application/json" },
      ]),
    ),
  };
}

const template = ({ filters }: ReportKind): string =>
  `{?${Object.keys(filters).join(",")},startDate,endDate,dateType,lastUpdated,text,sortBy,order,offset,limit}`;

function listed(
  market: Market,
  addresses: ReportAddresses,
  subject: Subject,
  vendor: Vendor,
  { query, params, nowMs }: ResourceRequest,
): HostResponse {
  const drawn = draw(market, subject, vendor, query, nowMs);
  if (drawn.kind === "refused") return marketError(400, drawn.message);
  const page = offsetPage(drawn.rows, query, PAGE, LARGEST_PAGE);
  if (page.kind === "refused") return marketError(400, page.message);
  const path = `${inSpace(addresses.linkPath, params.space!)}/${subject.path}`;
  const { offset, limit, items } = page;
  const at = (from: number) => ({
    href: `${path}?${moved(query, { offset: from, limit })}`,
    type: "application/json",
  });
  return json(200, {
    _links: {
      self: at(offset),
      query: { href: path + template(subject.kind), templated: true, type: "application/json" },
      export: ["csv", "json"].map((accept) => ({
        href: `${path}/export?${query}${query.size > 0 ? "&" : ""}accept=${accept}`,
        name: accept,
      })),
      ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
      ...(offset + items.length < drawn.rows.length ? { next: at(offset + limit) } : {}),
    },
    [subject.kind.list]: items.map((row) => row()),
  });
}

/** All rows in the format that `accept` asks for. */
function written(
  drawn: ReportResult,
  query: URLSearchParams,
  standard: "csv" | "json",
): HostResponse {
  if (drawn.kind === "refused") return marketError(400, drawn.message);
  const accept = query.get("accept") ?? standard;
  const rows = drawn.rows.map((row) => row());
  if (accept === "json") return json(200, rows);
  if (accept !== "csv") return marketError(400, "accept must be csv or json.");
  const headers = { "content-type": "text/csv;charset=UTF-8" };
  return { status: 200, headers, body: csv(rows) };
}

function asyncResources(
  market: Market,
  addresses: ReportAddresses,
  subject: Subject,
  resource: (
    method: Resource["method"],
    path: string,
    act: (vendor: Vendor, asked: ResourceRequest) => HostResponse,
  ) => Resource,
): Resource[] {
  const path = `/${subject.path}/async/export`;
  const { exports } = market;
  const links = (space: string, id: string) => {
    const href = `${inSpace(addresses.exportPath, space)}${path}/${id}`;
    return { status: { href: `${href}/status` }, download: { href } };
  };
  return [
    resource("POST", path, ({ vendorId }, { query, params, nowMs }) => {
      const id = exports.start(vendorId, subject.kind.list, query, nowMs);
      return json(200, { _links: links(params.space!, id), export: { id } });
    }),
    resource("GET", `${path}/{exportId}/status`, (_, { params, nowMs }) => {
      const id = params.exportId!;
      const status = exports.status(id, nowMs);
      return status
        ? json(200, { _links: links(params.space!, id), export: { id, status } })
        : notFound(`The export ${id}`);
    }),
    resource("GET", `${path}/{exportId}`, (vendor, { params, nowMs }) => {
      const id = params.exportId!;
      const order = exports.content(id, vendor.vendorId, nowMs);
      if (order)
        return written(draw(market, subject, vendor, order.query, nowMs), order.query, "json");
      return exports.status(id, nowMs)
        ? marketError(404, "Export is being processed.")
        : notFound(`The export ${id}`);
    }),
  ];
}
