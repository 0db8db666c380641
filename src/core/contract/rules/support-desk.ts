import { exactDuration } from "../../format/index.ts";
import { saySupportDuration } from "../say.ts";
import { minutesPerWeek } from "../values/weekly.ts";
import { isReachable, isRoundTheClock, levelsOf, longestClosedMs } from "./attendance.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const ASKED_MINUTES = 8 * 60;
const ASKED_DAYS = 5;
/** Names for documents: `init` writes one where it does not know better. */
const EXAMPLE_NAME = /(^|\.)(example(\.(com|net|org))?|invalid)$/i;

/** What the support desk has and when it is open; rules about its levels' times are elsewhere. */
export const supportDeskRules: readonly Rule[] = [
  rule({
    id: "paid-without-support",
    severity: "warning",
    asks: "Support, with a URL, for an add-on that customers pay for.",
    source: source.guide,
    needs: ["addon", "support"],
    check: ({ addon, support }) =>
      addon.payment !== "free" && support === null
        ? {
            path: ["sla"],
            message:
              addon.payment === "paid-via-atlassian"
                ? "The Marketplace sells the add-on, but no support URL is promised to its customers."
                : "Customers pay for the add-on, but no support is promised to them.",
            hint: "Write sla.support with a URL and hours.",
          }
        : null,
  }),
  rule({
    id: "example-address",
    severity: "warning",
    asks: "Addresses at which somebody answers, not those of an example.",
    source: "RFC 2606: nobody can have these names",
    needs: ["support", "emergency"],
    check: ({ support, emergency }) => [
      ...(support !== null && EXAMPLE_NAME.test(new URL(support.url).hostname)
        ? [
            {
              path: ["sla", "support", "url"],
              message: `${support.url} is an example: customers who ask for help there reach nobody.`,
              hint: "Write the address of your support desk.",
            },
          ]
        : []),
      ...(emergency?.email != null && EXAMPLE_NAME.test(emergency.email.split("@")[1]!)
        ? [
            {
              path: ["operations", "emergency", "email"],
              message: `${emergency.email} is an example: nobody gets what is sent there.`,
              hint: "Write the address of those who are on call.",
            },
          ]
        : []),
    ],
  }),
  rule({
    id: "support-below-8x5",
    severity: "warning",
    asks: "Support for at least 8 hours a day, 5 days a week.",
    source: source.guide,
    needs: ["support"],
    check({ support }) {
      if (support === null) return null;
      const { weekly } = support.hours;
      const byDay = Map.groupBy(weekly, ({ weekday }) => weekday);
      const full = [...byDay.values()].filter((day) => minutesPerWeek(day) >= ASKED_MINUTES).length;
      if (full >= ASKED_DAYS) return null;
      const inAll = exactDuration(minutesPerWeek(weekly) * 60_000);
      return {
        path: ["sla", "support", "hours"],
        message: `Support is open for 8 h or more on ${full} ${full === 1 ? "day" : "days"} a week, for ${inAll} in all; the host's guide asks for 8 h on 5 days.`,
        hint: "Write Mon-Fri 09:00-17:00 or longer.",
      };
    },
  }),
  rule({
    id: "support-without-levels",
    severity: "warning",
    isAboutOmission: true,
    asks: "A first answer by level, from L1 to L4.",
    source: source.guide,
    needs: ["support"],
    check: ({ support }) =>
      support !== null && levelsOf(support).length === 0
        ? {
            path: ["sla", "support"],
            message: "Support names no level, so no ticket is promised an answer by any time.",
            hint: "Write levels: { L1: { meaning: service down, initialResponse: 4h } }.",
          }
        : null,
  }),
  rule({
    id: "no-resolution-time",
    severity: "warning",
    isAboutOmission: true,
    asks: "A resolution time for at least one level.",
    source: source.guide,
    needs: ["support"],
    check({ support }) {
      const levels = levelsOf(support);
      const [first] = levels;
      if (!first || levels.some(({ promise }) => promise.resolution !== null)) return null;
      const { initialResponse } = first.promise;
      const answer =
        initialResponse === null
          ? ""
          : `; the answer to ${first.level} within ${saySupportDuration(initialResponse)} may be the last`;
      return {
        path: ["sla", "support", "levels"],
        message: `No level says by when a ticket is solved${answer}.`,
        hint: "Write such as resolution: 5 business days.",
      };
    },
  }),
  rule({
    id: "paid-without-tracker",
    severity: "warning",
    isAboutOmission: true,
    asks: "A tracker for customers' bugs and wishes, for an add-on that they pay for.",
    source: source.guide,
    needs: ["addon", "tracker"],
    check: ({ addon, tracker }) =>
      addon.payment !== "free" && tracker === null
        ? {
            path: ["operations"],
            message:
              "Customers pay for the add-on, but operations.tracker names no place for their bugs and wishes.",
            hint: "Write tracker: { jira: https://example.atlassian.net, project: SUP }.",
          }
        : null,
  }),
  rule({
    id: "paid-without-emergency",
    severity: "warning",
    isAboutOmission: true,
    asks: "Somebody who is reached around the clock, for an add-on that customers pay for.",
    source: source.guide,
    needs: ["addon", "support", "emergency", "alerts"],
    check({ addon, support, emergency, alerts }) {
      if (addon.payment === "free" || emergency !== null) return null;
      if (support !== null && isRoundTheClock(support)) return null;
      const closed =
        support === null || isReachable({ emergency, alerts })
          ? ""
          : `, and the desk is closed for up to ${exactDuration(longestClosedMs(support))} in a row`;
      return {
        path: ["operations"],
        message: `Customers pay for the add-on, but operations.emergency names nobody who is reached around the clock when data are lost or the service is down${closed}.`,
        hint: "Write emergency: { email: oncall@example.com, tested: every 30d }.",
      };
    },
  }),
];
