import { hash } from "node:crypto";
import * as z from "zod";
import { type Contract, readContract } from "../core/contract/index.ts";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { durationWords, list, momentWords } from "../core/format/index.ts";
import type { Vault } from "../core/store/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, Context, Decide, Kept, Known, List, Refusal } from "../engine/index.ts";
import {
  type Alert,
  alertAcknowledged,
  alerts,
  alertTested,
  contractVersions,
  intend,
  readEntry,
  writeEntry,
} from "../entries/index.ts";

type AlertCode = Extract<ErrorCode, `alert.${string}`>;

const refuse = (code: AlertCode, message: string): Refusal => ({
  kind: "refused",
  code,
  message,
  hint: catalogue[code].hint,
});

interface Named {
  readonly id: string;
}

const decideAcknowledge: Decide<Named> = (known, { id }, { addon, nowMs: atMs, by }) => {
  const { open, ended } = known.state(alerts, addon);
  const alert = [...open.values()].find((one) => one.id === id);
  if (alert === undefined)
    return ended.some((one) => one.id === id)
      ? refuse("alert.over", `Alert ${id} is over already.`)
      : refuse("alert.unknown", `There is no alert ${id}.`);
  if (alert.acknowledged !== null)
    return refuse("alert.acknowledged", `Somebody has alert ${id} in hand already.`);
  return {
    kind: "decided",
    entries: [writeEntry(alertAcknowledged, { id }, { addon, atMs, by })],
    expected: { [`alert/${id}`]: alert.version },
  };
};

export const acknowledge: Command<Named> = {
  name: "alert acknowledge",
  about: "Says that you have an alert in hand: it is not sent again until it is worse.",
  scope: "operate",
  input: z.object({
    id: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: "The id that `plimsoll alert list` shows." }),
  }),
  operands: ["id"],
  examples: [{ line: "plimsoll alert acknowledge 3f9c21aa5d0e", about: "You look into it" }],
  decide: decideAcknowledge,
  say: (_, { input, known, addon }) => {
    const alert = [...known.state(alerts, addon).open.values()].find(({ id }) => id === input.id);
    return `You have it in hand: ${alert?.subject ?? input.id}.`;
  },
};

/** The contract that was published last; null: its document is not at hand. */
const contractOf = (content: Uint8Array | null | undefined): Contract | null => {
  if (!content) return null;
  const read = readContract(new TextDecoder().decode(content));
  return read.kind === "contract" ? read.contract : null;
};

const documentOf = (known: Known, addon: string): string | null =>
  known.state(contractVersions, addon).at(-1)?.documentId ?? null;

/** The same for whoever may wait for it. */
export async function publishedContract(
  known: Known,
  addon: string,
  vault: Pick<Vault, "get">,
): Promise<Contract | null> {
  const id = documentOf(known, addon);
  return id === null ? null : contractOf(await vault.get(id));
}

const decideTest = (
  known: Known,
  _: object,
  { addon, nowMs: atMs, by, cause }: Context,
  kept: Kept,
): ReturnType<Decide<object>> => {
  const document = documentOf(known, addon);
  const contract = document === null ? null : contractOf(kept(document));
  const { page = [], ticket = [] } = contract?.operations.alerts ?? {};
  const channels = [...new Set([...page, ...ticket])];
  if (contract === null || channels.length === 0)
    return refuse("alert.no-channel", "The contract names no channel for alerts.");
  const id = hash("sha256", `${addon} ${cause}`, "hex").slice(0, 12);
  const about = { addon, atMs, by };
  return {
    kind: "decided",
    entries: [writeEntry(alertTested, { id, channels }, about)],
    vaulted: channels.map((channel) =>
      intend(
        {
          name: `alert test ${id} ${channel}`,
          kind: "test",
          channels: [channel],
          reason: `a test of ${channel}`,
          message: {
            subject: `Test: ${contract.addon.name} can reach you by ${channel}`,
            text: "Nothing is wrong. A person had every channel tried; there is nothing to do.",
            severity: "info",
            action: "notice",
            thread: `${addon}/alert-test/${id}`,
            at: isoTime(atMs),
            addon: { key: addon, name: contract.addon.name },
            links: [],
          },
        },
        about,
      ),
    ),
    expected: {},
  };
};

export const test: Command<object> = {
  name: "alert test",
  about: "Sends a test by every channel that alerts name; what came of it is kept as evidence.",
  scope: "operate",
  input: z.object({}),
  examples: [{ line: "plimsoll alert test", about: "To everybody" }],
  decide: decideTest,
  say(entries) {
    const tested = entries
      .map((entry) => readEntry(alertTested, entry))
      .find((one) => one !== null);
    return tested == null
      ? "Nothing was sent."
      : `A test goes out by ${list(tested.channels)}. \`plimsoll effects list\` shows what came of it.`;
  },
};

const row = z.object({
  id: z.string(),
  state: z.enum(["open", "in hand", "over"]),
  severity: z.enum(["page", "ticket"]),
  subject: z.string(),
  group: z.string().describe("What has one cause is one alert."),
  conditions: z.array(z.string()),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable(),
  by: z.string().nullable().describe("Who has it in hand."),
  escalations: z.int().describe("How often it was sent again because nobody had it in hand."),
});
type Row = z.infer<typeof row>;

export const alertList: List<Row> = {
  noun: "alert",
  about: "What is wrong, then what was, latest first.",
  scope: "read",
  row,
  none: "Nothing was wrong yet.",
  rows({ known, addon }) {
    const { open, ended } = known.state(alerts, addon);
    return [...[...open.values()].reverse(), ...ended.toReversed()].map(rowOf);
  },
  columns: [
    { name: "id", of: ({ id }) => id },
    { name: "state", of: ({ state, by }) => (by === null ? state : `${state} (${by})`) },
    { name: "severity", of: ({ severity }) => severity },
    {
      name: "when",
      of: ({ from, to }) =>
        to === null
          ? `since ${momentWords(from)}`
          : `${momentWords(from)}, ${durationWords(Date.parse(to) - Date.parse(from))}`,
    },
    { name: "what", of: ({ subject }) => subject },
  ],
};

const rowOf = (alert: Alert): Row => ({
  id: alert.id,
  state: alert.resolvedMs !== null ? "over" : alert.acknowledged !== null ? "in hand" : "open",
  severity: alert.severity,
  subject: alert.subject,
  group: alert.group,
  conditions: alert.conditions.map(({ message }) => message),
  from: isoTime(alert.firedMs),
  to: alert.resolvedMs === null ? null : isoTime(alert.resolvedMs),
  by: alert.acknowledged?.by ?? null,
  escalations: alert.escalations,
});
