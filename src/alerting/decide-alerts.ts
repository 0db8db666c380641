import { hash } from "node:crypto";
import type { Contract } from "../core/contract/index.ts";
import { list } from "../core/format/index.ts";
import { isoTime, MINUTE_MS } from "../core/time/index.ts";
import type { Context, Decide, Decision, Known } from "../engine/index.ts";
import {
  type Alert,
  alertChanged,
  alertEscalated,
  alertFired,
  alertResolved,
  alerts,
  type Circumstances,
  effectAbandoned,
  effects,
  type Intent,
  intend,
  type Message,
  procedurePerformed,
  writeEntry,
} from "../entries/index.ts";
import { type Condition, SERVICE } from "./conditions.ts";
import { incidentOf, incidentOver } from "./incident-of-alert.ts";
import { alertWords, conditionLines, escalationWords, overWords } from "./words.ts";

export interface Situation {
  readonly contract: Contract;
  /** What is wrong now, without what is silenced. */
  readonly conditions: readonly Condition[];
  /** Groups of which nothing was wrong for long enough, and since when. */
  readonly clear: ReadonlyMap<string, number>;
  /** Where a person takes an alert in hand; null: no link can be made. */
  readonly acknowledgeUrl: (alertId: string) => string | null;
  /** The public page; null: nobody has said where it is. */
  readonly publicUrl: string | null;
}

/** A page that nobody takes in hand is sent again after so long, each time. */
const ESCALATE_MS = 10 * MINUTE_MS;

type Change =
  | { readonly kind: "fire"; readonly group: string; readonly conditions: readonly Condition[] }
  | { readonly kind: "change"; readonly alert: Alert; readonly conditions: Alert["conditions"] }
  | { readonly kind: "escalate"; readonly alert: Alert }
  | { readonly kind: "resolve"; readonly alert: Alert };

/** What would be done; nothing: all is as it was. Pure. */
export function changesOf(
  known: Known,
  addon: string,
  { conditions, clear }: Pick<Situation, "conditions" | "clear">,
  nowMs: number,
): readonly Change[] {
  const { open } = known.state(alerts, addon);
  const now = Map.groupBy(conditions, ({ group }) => group);
  const changes: Change[] = [];
  for (const [group, own] of now)
    if (!open.has(group)) changes.push({ kind: "fire", group, conditions: own });
  for (const alert of open.values()) {
    const own = now.get(alert.group) ?? [];
    const known = new Set(alert.conditions.map(({ key, severity }) => `${severity} ${key}`));
    const fresh = own.filter(({ key, severity }) => !known.has(`${severity} ${key}`));
    if (fresh.length > 0) changes.push({ kind: "change", alert, conditions: merged(alert, own) });
    else if (own.length === 0 && clear.has(alert.group)) changes.push({ kind: "resolve", alert });
    else if (isUnattended(alert, nowMs)) changes.push({ kind: "escalate", alert });
  }
  return changes;
}

const isUnattended = ({ severity, acknowledged, sentMs }: Alert, nowMs: number): boolean =>
  severity === "page" && acknowledged === null && nowMs - sentMs >= ESCALATE_MS;

/** All that was ever wrong for this cause, each as it is told now. */
const merged = (alert: Alert, now: readonly Condition[]) => [
  ...new Map(
    [...alert.conditions, ...now].map(({ key, severity, message }) => [
      key,
      { key, severity, message },
    ]),
  ).values(),
];

/** Opens, widens, sends again and ends alerts, and says so to whom the contract names, in one append. */
export const decideAlerts: Decide<Situation> = (known, situation, context) => {
  const parts = changesOf(known, context.addon, situation, context.nowMs).map((change) =>
    partOf(known, situation, context, change),
  );
  const expected = Object.assign({}, ...parts.map((part) => part.expected));
  return {
    kind: "decided",
    entries: parts.flatMap(({ entries }) => entries),
    vaulted: parts.flatMap(({ vaulted }) => vaulted ?? []),
    expected,
  };
};

function partOf(known: Known, situation: Situation, context: Context, change: Change): Decision {
  const { contract } = situation;
  const { addon, nowMs: atMs, by } = context;
  const about = { addon, atMs, by };
  const send = (intent: Omit<Intent, "message"> & { readonly message: Message }) =>
    intend(intent, about);
  const all = known.state(alerts, addon);

  if (change.kind === "fire") {
    const { group, conditions } = change;
    const id = hash("sha256", `${addon} ${group} ${atMs} ${context.cause}`, "hex").slice(0, 12);
    const severity = worst(conditions);
    const words = alertWords(contract.addon.name, conditions);
    const data = { id, group, severity, subject: words.subject, conditions: plain(conditions) };
    const alert = { id, group, severity, subject: words.subject };
    const incident =
      group === SERVICE && severity === "page"
        ? incidentOf(known, contract, { ...alert, startMs: startOf(conditions, atMs) }, about)
        : null;
    return {
      kind: "decided",
      entries: [
        writeEntry(alertFired, data, about),
        ...(incident?.entries ?? []),
        ...performedFor(conditions, contract, about),
      ],
      vaulted: intentsOf(situation, alert, words, context, 0).map(send),
      expected: { "alert/": all.entries, ...incident?.expected },
    };
  }

  const { alert } = change;
  const expected = { [`alert/${alert.id}`]: alert.version };
  if (change.kind === "change") {
    const { conditions } = change;
    const severity = worst(conditions);
    const isWorse = severity === "page" && alert.severity === "ticket";
    const words = { subject: alert.subject, text: conditionLines(conditions) };
    const next = { ...alert, severity };
    const incident =
      isWorse && alert.group === SERVICE
        ? incidentOf(known, contract, { ...next, startMs: atMs }, about)
        : null;
    return {
      kind: "decided",
      entries: [
        writeEntry(alertChanged, { id: alert.id, severity, conditions: plain(conditions) }, about),
        ...(incident?.entries ?? []),
      ],
      // What comes to what was told of already wakes nobody again, unless it is worse.
      vaulted: isWorse ? intentsOf(situation, next, words, context, 0).map(send) : [],
      expected: { ...expected, ...incident?.expected },
    };
  }
  if (change.kind === "escalate") {
    const step = alert.escalations + 1;
    const words = escalationWords(alert, atMs);
    return {
      kind: "decided",
      entries: [writeEntry(alertEscalated, { id: alert.id, step }, about)],
      vaulted: intentsOf(situation, alert, words, context, step).map(send),
      expected,
    };
  }
  return resolved(known, situation, alert, context);
}

/** What went wrong first began it. */
const startOf = (conditions: readonly Condition[], atMs: number): number =>
  conditions.reduce((least, { sinceMs = atMs }) => Math.min(least, sinceMs), atMs);

/** That people were told is what was done about a threshold, as far as it goes by itself. */
const performedFor = (
  conditions: readonly Condition[],
  { operations: { alerts } }: Contract,
  about: Circumstances,
) =>
  conditions.flatMap(({ thresholdId, severity }) => {
    const channels = severity === "page" && alerts.page.length > 0 ? alerts.page : alerts.ticket;
    if (thresholdId === undefined || channels.length === 0) return [];
    const note = `Told ${list(channels)}.`;
    return [writeEntry(procedurePerformed, { id: thresholdId, procedure: severity, note }, about)];
  });

/** Whoever was told of it is told of its end; what did not arrive yet need not arrive any more. */
function resolved(known: Known, situation: Situation, alert: Alert, context: Context): Decision {
  const { contract } = situation;
  const { addon, nowMs: atMs, by } = context;
  const about = { addon, atMs, by };
  const endMs = situation.clear.get(alert.group) ?? atMs;
  const words = overWords(alert, endMs);
  const { waiting, told } = known.state(effects, addon);
  const thread = threadOf(addon, alert.id);
  const late = [...waiting.values()].filter((one) => one.thread === thread);
  // One that is under way may arrive yet, so that its channel is told of the end too.
  const channels = new Set([...(told.get(thread) ?? []), ...late.flatMap((one) => one.channels)]);
  const message: Message = {
    ...messageOf(contract, alert, words, situation, atMs),
    action: "resolve",
    severity: "info",
  };
  const incident = incidentOver(known, { ...alert, endMs }, about);
  return {
    kind: "decided",
    entries: [
      writeEntry(alertResolved, { id: alert.id, reason: words.text }, about),
      ...late.map(({ id }) =>
        writeEntry(effectAbandoned, { id, reason: "What it was about is over." }, about),
      ),
      ...incident.entries,
    ],
    vaulted: [...channels].map((channel) =>
      intend(
        {
          name: `alert ${alert.id} over ${channel}`,
          // As what it ends: one of a thread never overtakes another of its kind.
          kind: alert.severity,
          channels: [channel],
          message,
          reason: `${alert.subject}: over`,
        },
        about,
      ),
    ),
    expected: {
      [`alert/${alert.id}`]: alert.version,
      ...Object.fromEntries(late.map(({ id, version }) => [`effect/${id}`, version])),
      ...incident.expected,
    },
  };
}

type Told = Pick<Alert, "id" | "severity" | "subject">;

/** A page is one message that goes from channel to channel, from the next one each time it is sent again; tickets go to each. */
function intentsOf(
  situation: Situation,
  alert: Told,
  words: { readonly subject: string; readonly text: string },
  { nowMs }: Context,
  step: number,
): readonly Intent[] {
  const { contract } = situation;
  const { page, ticket } = contract.operations.alerts;
  const message = messageOf(contract, alert, words, situation, nowMs);
  const name = `alert ${alert.id} ${alert.severity} ${step}`;
  const reason = alert.subject;
  // Where nobody is named for the night, whoever is named for the morning hears of it.
  const wakes = page.length > 0 ? page : ticket;
  if (alert.severity === "page")
    return wakes.length === 0
      ? []
      : [{ name, kind: "page", channels: rotated(wakes, step), message, reason }];
  return ticket.map((channel) => ({
    name: `${name} ${channel}`,
    kind: "ticket" as const,
    channels: [channel],
    message,
    reason,
  }));
}

const rotated = (channels: readonly string[], by: number): readonly string[] => {
  const at = by % channels.length;
  return [...channels.slice(at), ...channels.slice(0, at)];
};

function messageOf(
  { addon }: Contract,
  { id, severity }: Told,
  { subject, text }: { readonly subject: string; readonly text: string },
  { acknowledgeUrl, publicUrl }: Situation,
  nowMs: number,
): Message {
  const take = acknowledgeUrl(id);
  return {
    subject,
    text,
    severity: severity === "page" ? "critical" : "warning",
    action: "trigger",
    thread: threadOf(addon.key, id),
    at: isoTime(nowMs),
    addon: { key: addon.key, name: addon.name },
    links: [
      ...(take === null ? [] : [{ text: "I have it in hand", href: take }]),
      ...(publicUrl === null ? [] : [{ text: "Status page", href: publicUrl }]),
    ],
  };
}

const threadOf = (addon: string, alertId: string): string => `${addon}/alert/${alertId}`;

const worst = (conditions: readonly Pick<Condition, "severity">[]): Alert["severity"] =>
  conditions.some(({ severity }) => severity === "page") ? "page" : "ticket";

const plain = (conditions: readonly Pick<Condition, "key" | "severity" | "message">[]) =>
  conditions.map(({ key, severity, message }) => ({ key, severity, message }));
