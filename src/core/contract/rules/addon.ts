import { exactDuration } from "../../format/index.ts";
import { DAY_MS } from "../../time/index.ts";
import { reachOf } from "../reach-of.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

/** The shortest two months: January and February. */
const TWO_MONTHS_MS = 59 * DAY_MS;

const isOpenHttp = (address: string | undefined): boolean =>
  address !== undefined && new URL(address).protocol === "http:" && reachOf(address) !== "loopback";

export const addonRules: readonly Rule[] = [
  rule({
    id: "http-address",
    severity: "warning",
    asks: "Addresses that begin with https://, except on this machine.",
    source: "Atlassian, security requirements for cloud apps: TLS 1.2 or later",
    needs: ["addon", "support", "tracker"],
    check: ({ addon, support, tracker }) =>
      [
        { path: ["addon", "baseUrl"], address: addon.baseUrl },
        { path: ["sla", "support", "url"], address: support?.url },
        { path: ["operations", "tracker", "jira"], address: tracker?.jira },
      ]
        .filter(({ address }) => isOpenHttp(address))
        .map(({ path, address }) => ({
          path,
          message: `${address} is not encrypted on its way.`,
          hint: "Write https://.",
        })),
  }),
  rule({
    id: "descriptor-missing",
    severity: "warning",
    asks: "The descriptor of a Connect add-on.",
    source: source.guide,
    needs: ["addon"],
    check: ({ addon }) =>
      addon.host === "connect" && addon.descriptor === null
        ? {
            path: ["addon", "host"],
            message:
              "Without the descriptor, pages, webhooks and installation calls cannot be told apart.",
            hint: "Write descriptor: /atlassian-connect.json.",
          }
        : null,
  }),
  rule({
    id: "free-without-deprecation-notice",
    severity: "warning",
    isAboutOmission: true,
    asks: "Two months' notice before a free add-on ends.",
    source: source.guide,
    needs: ["addon", "retirement"],
    check({ addon, retirement }) {
      const noticeMs = retirement?.noticeMs ?? 0;
      if (addon.payment !== "free" || noticeMs >= TWO_MONTHS_MS) return null;
      const given =
        retirement === null ? "none is promised" : `${exactDuration(noticeMs)} is promised`;
      return {
        path: retirement === null ? ["sla"] : ["sla", "retirement", "notice"],
        message: `Customers of a free add-on are owed two months' notice before it ends; ${given}.`,
        hint: "Write sla.retirement: { notice: 62d }.",
      };
    },
  }),
  rule({
    id: "nothing-promised",
    severity: "error",
    asks: "At least one promised figure.",
    source: source.guide,
    needs: ["uptime", "responseTime", "lifecycle", "recovery", "support"],
    check({ uptime, responseTime, lifecycle, recovery, support }) {
      const figures = [
        ...(uptime ? [uptime.target] : []),
        ...Object.values(responseTime).flatMap((limits) => Object.values(limits)),
        ...Object.values(lifecycle),
        ...[recovery?.rtoMs ?? [], recovery?.rpoMs ?? []].flat(),
        ...Object.values(support?.levels ?? {}),
      ];
      return figures.length > 0
        ? null
        : {
            path: ["sla"],
            message: "The contract promises no figure at all.",
            hint: "Promise one, such as uptime: { target: 99.5% }.",
          };
    },
  }),
];
