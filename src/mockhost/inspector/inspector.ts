import { z } from "zod";
import { parseJson } from "../../core/host/index.ts";
import { type HostRequest, type HostResponse, type HostRoute, siteOf } from "../world/index.ts";
import { actions } from "./actions.ts";
import { json, misfit, redirect, refusal } from "./answer.ts";
import { callFilter } from "./call-filter.ts";
import { guard } from "./guard.ts";
import { isPage, showPage } from "./pages/index.ts";
import type { InspectorParts } from "./parts.ts";
import {
  appView,
  clockView,
  faultView,
  frameView,
  peopleView,
  tenantView,
  webhooksView,
} from "./views.ts";

const ROOT = "/_mockhost";
/** Ten thousand client keys fit. */
const LONGEST_BYTES = 1024 * 1024;

/**
 * The host's inspector: an API to see and drive it, and the same as pages for people who ask for
 * HTML. Nothing here is part of what the real host offers.
 */
export function inspector(parts: InspectorParts): HostRoute {
  return (request, nowMs) => {
    const { path } = request;
    if (isBareAddress(request) && wantsPage(request)) return guard(request) ?? redirect(`${ROOT}/`);
    if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return null;
    const refused = guard(request);
    if (refused) return refused;
    const name = path.slice(ROOT.length + 1);
    switch (request.method) {
      case "GET":
      case "HEAD":
        return read(name, request, parts, nowMs);
      case "POST":
        return perform(name, request, parts);
      case "DELETE":
        return name === "people" ? sendHome(parts) : removeFault(name, parts, nowMs);
      default:
        return refusal(405, "Only GET, POST and DELETE are of use here.");
    }
  };
}

/** Of the host itself; a site may have a name of its own: `acme-17.localhost`. */
const isBareAddress = (request: HostRequest): boolean =>
  request.path === "/" && request.method === "GET" && siteOf(request) === null;

/** A browser asks for a page, a program for JSON. */
const wantsPage = ({ headers }: HostRequest): boolean =>
  headers.accept?.includes("text/html") ?? false;

function read(
  name: string,
  request: HostRequest,
  parts: InspectorParts,
  nowMs: number,
): HostResponse | Promise<HostResponse> {
  const query = Object.fromEntries(new URLSearchParams(request.query));
  if (name === "") return showPage("tenants", query, parts, nowMs);
  if (isPage(name) && wantsPage(request)) return showPage(name, query, parts, nowMs);
  switch (name) {
    case "tenants": {
      const asked = z.strictObject({ addonKey: z.string().max(200).optional() }).safeParse(query);
      if (!asked.success) return misfit(asked.error);
      const tenants = [...parts.world.tenants.all()];
      return json(
        200,
        tenants.map((tenant) => tenantView(tenant, asked.data.addonKey)),
      );
    }
    case "calls": {
      const filter = callFilter.safeParse(query);
      return filter.success
        ? json(200, parts.world.journal.lines(filter.data))
        : misfit(filter.error);
    }
    case "apps":
      return json(200, parts.versions.apps().map(appView));
    case "faults":
      return json(
        200,
        parts.faults.list().map((fault) => faultView(fault, nowMs)),
      );
    case "webhooks":
      return json(200, webhooksView(parts));
    case "frames":
      return json(200, parts.pages.stats().map(frameView));
    case "people":
      return json(200, peopleView(parts.people));
    case "clock":
      return json(200, clockView(nowMs));
    default:
      return unknown(name);
  }
}

function perform(
  name: string,
  { body }: HostRequest,
  parts: InspectorParts,
): HostResponse | Promise<HostResponse> {
  const action = actions.get(name);
  if (!action) return unknown(name);
  if (body.length > LONGEST_BYTES) return refusal(413, "The request body is longer than 1 MiB.");
  let document: unknown;
  try {
    document = body.length === 0 ? {} : parseJson(Buffer.from(body).toString("utf8"));
  } catch {
    return refusal(400, "The request body is no JSON.");
  }
  return action(document, parts);
}

/** Does not wait for the pages that they still look at. */
function sendHome({ people }: InspectorParts): HostResponse {
  void people.stop();
  return json(200, peopleView(people));
}

/** `DELETE faults/{id}` ends one, `DELETE faults` all. */
function removeFault(name: string, { faults }: InspectorParts, nowMs: number): HostResponse {
  if (name === "faults") {
    const ended = faults.list().map(({ id }) => faults.remove(id)!);
    return json(
      200,
      ended.map((fault) => faultView(fault, nowMs)),
    );
  }
  if (!name.startsWith("faults/")) return unknown(name);
  const id = name.slice("faults/".length);
  const ended = faults.remove(id);
  return ended === null
    ? refusal(404, `There is no fault ${id}.`)
    : json(200, faultView(ended, nowMs));
}

const unknown = (name: string): HostResponse =>
  refusal(404, `The inspector has no ${name === "" ? "such thing" : name}.`);
