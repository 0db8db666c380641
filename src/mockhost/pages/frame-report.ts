import { type HostRequest, type HostResponse, json, type World } from "../world/index.ts";
import { findModule } from "./frame-address.ts";
import type { FrameBook, FrameOf } from "./frame-book.ts";
import { BRIDGE_LIMIT_MS, type FrameReport, outcomeOf, readReport } from "./frame-load.ts";
import { postedJson } from "./posted-json.ts";

const MOST_BYTES = 1_000;

/** Takes a page's word of how one of its frames loads, and notes what came of it. */
export function frameReport(
  world: World,
  book: FrameBook,
  of: FrameOf,
  request: HostRequest,
  nowMs: number,
): HostResponse {
  if (request.method !== "POST") return json(405, { message: "Reports are posted." });
  const found = findModule(of.tenant, of.addonKey, of.moduleKey);
  if (found.kind === "refused") return json(404, { message: found.sentence });
  const report = readReport(postedJson(request.body, MOST_BYTES));
  if (!report) return json(400, { message: "A report names its frame and a state." });
  const outcome = outcomeOf(book.report(of, report.frame, report, nowMs), nowMs);
  if (report.state === "connected" || report.state === "timed-out")
    world.journal.note({
      atMs: nowMs,
      direction: "to-addon",
      clientKey: of.tenant.clientKey,
      addonKey: of.addonKey,
      kind: "frame",
      method: "GET",
      url: found.module.url,
      status: null,
      tookMs: tookMs(report),
      claims: null,
      reason: outcome === "good" ? null : whyBad(report),
    });
  return { status: 204 };
}

const tookMs = (report: FrameReport): number =>
  report.state === "connected" ? report.tookMs : BRIDGE_LIMIT_MS;

const whyBad = (report: FrameReport): string =>
  report.state === "connected"
    ? `The bridge was connected after ${(report.tookMs / 1000).toFixed(1)} s; the host allows ${BRIDGE_LIMIT_MS / 1000} s.`
    : `The bridge was not connected within ${BRIDGE_LIMIT_MS / 1000} s.`;
