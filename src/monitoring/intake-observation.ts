import type { Observation } from "../core/diagnostics/index.ts";
import type { IntakeNotice } from "./intake/index.ts";

/** What is said of something that intake refused or did not read. `addons`: keys of those that are watched. */
export function intakeObservation(notice: IntakeNotice, addons: readonly string[]): Observation {
  const { kind, reason, service, address } = notice;
  const from = address || "an unknown address";
  const sender = service === "" ? from : `${service} (${from})`;
  const ofSender = { subject: `${service} ${reason}`, cause: reason };
  const refused = `Points from ${sender} are refused, each because ${reason}.`;
  const uncounted = `Not counted of what ${sender} sends: ${reason}`;
  switch (kind) {
    case "key-refused":
      return {
        kind: "intake-key",
        subject: address,
        cause: reason,
        message: `Metrics from ${from} are refused. ${reason} ${SHOW_KEY}`,
      };
    case "request-refused":
      return {
        kind: "intake-batch",
        subject: `${address} ${reason}`,
        cause: reason,
        message: `A batch from ${sender} is refused. ${reason}`,
      };
    case "points-refused":
      return { kind: "intake-batch", ...ofSender, message: refused };
    case "addon-not-named":
      return { kind: "intake-batch", ...ofSender, message: `${refused} ${nameOne(addons)}` };
    case "metric-not-read":
      // Which of them are in a batch changes from one to the next; that is no news.
      return { kind: "intake-metric", subject: service, cause: "", message: `${uncounted}.` };
    case "counted-elsewhere":
      return { kind: "intake-metric", ...ofSender, message: `${uncounted}.` };
    case "counted-in-part": {
      const message = `Points from ${sender} are counted only in part, each because ${reason}.`;
      return { kind: "intake-batch", ...ofSender, message };
    }
  }
}

const SHOW_KEY = "Senders show it as the header `Authorization: Bearer KEY`.";
const MOST_KEYS = 5;

function nameOne(keys: readonly string[]): string {
  const more = keys.length > MOST_KEYS ? ` or one of ${keys.length - MOST_KEYS} more` : "";
  return `Give it the resource attribute plimsoll.addon: ${keys.slice(0, MOST_KEYS).join(" or ")}${more}.`;
}
