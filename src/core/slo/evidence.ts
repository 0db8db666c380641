import type { Stream } from "../measurement/index.ts";
import { isResource } from "../resources/index.ts";

/**
 * Which source counts for what. Requests are counted by the edge, else by the add-on's own telemetry;
 * frame loads by the browser; checks by the probes. A performance test (`run`) is never evidence.
 */
export const isRequest = ({ indicator, source }: Stream): boolean =>
  (source === "edge" || source === "agent") &&
  indicator !== "availability" &&
  indicator !== "iframe" &&
  !isResource(indicator);

export const isFrameLoad = ({ indicator, source }: Stream): boolean =>
  indicator === "iframe" && source === "browser";

/** Those asked again included. */
export const isCheck = ({ indicator, source, tenant }: Stream): boolean =>
  (indicator === "availability" || indicator === "recheck") && source === "probe" && tenant === "";
