import { durationWords, momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Decide, Job, Known } from "../engine/index.ts";
import {
  type Announcement,
  announcements,
  type Incident,
  incidents,
  intend,
  type MaintenanceWindow,
  type Message,
  maintenanceWindows,
  type Subscriber,
  subscribers,
  subscribersTold,
  writeEntry,
} from "../entries/index.ts";

export interface TellPlan {
  readonly addon: { readonly key: string; readonly name: string };
  /** Where the public page is; null: nobody has said. */
  readonly publicUrl: () => string | null;
}

/** Has subscribers of one add-on told of everything public that happens, once. */
export const tellJob = (plan: TellPlan): Job => ({
  name: `subscribers/tell ${plan.addon.key}`,
  about: `Has subscribers told what is new of ${plan.addon.name}.`,
  when: {
    due: (known) => known.state(announcements, plan.addon.key).untold[0]?.atMs ?? null,
  },
  async run({ known, perform }) {
    for (const one of [...known.state(announcements, plan.addon.key).untold])
      await perform(decideTell(plan), one, { addon: plan.addon.key, cause: `tell ${one.seq}` });
  },
});

const decideTell =
  ({ addon, publicUrl }: TellPlan): Decide<Announcement> =>
  (known, one, { nowMs: atMs, by }) => {
    const about = { addon: addon.key, atMs, by };
    const isUntold = known
      .state(announcements, addon.key)
      .untold.some(({ seq }) => seq === one.seq);
    if (!isUntold) return { kind: "decided", entries: [], expected: {} };
    const words = wordsOf(known, addon, one);
    const told = writeEntry(subscribersTold, { event: one.seq }, about);
    const expected = { [`subscribers/${one.seq}`]: 0 };
    if (words === null) return { kind: "decided", entries: [told], expected };
    const { components, ...message } = words;
    const page = publicUrl();
    const whole: Message = {
      ...message,
      action: "notice",
      thread: `${addon.key}/${one.kind}/${one.id}`,
      at: isoTime(one.atMs),
      addon: { key: addon.key, name: addon.name },
      links: page === null ? [] : [{ text: "Status page", href: page }],
    };
    const all = [...known.state(subscribers, addon.key).all.values()].filter((subscriber) =>
      wants(subscriber, components),
    );
    const vaulted = (["mail", "webhook"] as const).flatMap((medium) => {
      const recipients = all.filter((each) => each.medium === medium).map(({ id }) => id);
      if (recipients.length === 0) return [];
      const intent = {
        name: `tell ${one.seq} ${medium}`,
        kind: "bulk" as const,
        channels: [medium],
        recipients,
        message: whole,
        reason: message.subject,
      };
      return [intend(intent, about)];
    });
    return { kind: "decided", entries: [told], vaulted, expected };
  };

const wants = ({ state, components }: Subscriber, touched: readonly string[]): boolean =>
  state === "confirmed" &&
  (components.length === 0 ||
    touched.length === 0 ||
    components.some((name) => touched.some((one) => one.toLowerCase() === name.toLowerCase())));

type Words = Pick<Message, "subject" | "text" | "severity"> & {
  readonly components: readonly string[];
};

/** null: there is nothing left to say of it. */
function wordsOf(known: Known, addon: TellPlan["addon"], one: Announcement): Words | null {
  if (one.kind === "incident") {
    const incident = known.state(incidents, addon.key).all.find(({ id }) => id === one.id);
    return incident === undefined ? null : incidentWords(incident, addon.name, one);
  }
  const { windows } = known.state(maintenanceWindows, addon.key);
  const window = windows.find(({ id }) => id === one.id);
  return window === undefined ? null : windowWords(window, addon.name, one);
}

function incidentWords(incident: Incident, name: string, { what, atMs }: Announcement): Words {
  const { title, components, startMs, endMs, review, updates } = incident;
  // What was said at that moment, or before it became public.
  const said = updates.findLast((update) => update.atMs <= atMs)?.message ?? "";
  const states = { opened: "", updated: "Update: ", resolved: "Over: ", reviewed: "What it was: " };
  const lasted =
    what === "resolved" && endMs !== null
      ? `\n\nIt lasted ${durationWords(Math.max(60_000, endMs - startMs))}.`
      : "";
  return {
    subject: `${states[what as keyof typeof states] ?? ""}${title}`.slice(0, 200),
    text:
      what === "reviewed"
        ? (review ?? "")
        : `${said}${lasted}\n\n${name}, since ${momentWords(isoTime(startMs))}.`,
    severity: what === "resolved" || what === "reviewed" ? "info" : "warning",
    components,
  };
}

function windowWords(window: MaintenanceWindow, name: string, { what }: Announcement): Words {
  const { reason, startMs, endMs } = window;
  const when = `${momentWords(isoTime(startMs))} to ${momentWords(isoTime(endMs))}`;
  return what === "cancelled"
    ? {
        subject: `Called off: maintenance of ${name} (${reason})`.slice(0, 200),
        text: `The maintenance that was announced for ${when} does not take place.`,
        severity: "info",
        components: [],
      }
    : {
        subject: `Maintenance of ${name}: ${reason}`.slice(0, 200),
        text: `${name} may not answer from ${when}.`,
        severity: "info",
        components: [],
      };
}
