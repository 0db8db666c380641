import type { NewEntry } from "../../ledger/index.ts";
import { type PlacedSlot, type Slot, type Stream, slotRecorder } from "../../measurement/index.ts";
import { MINUTES_PER_DAY } from "../../time/index.ts";

export const ADDON = "com.example.roadmaps";
/** 2027-01-01 */
export const DAY = 20_819;
export const MIDNIGHT = DAY * MINUTES_PER_DAY;

export const stream = (over: Partial<Stream> = {}): Stream => ({
  addon: ADDON,
  tenant: "acme",
  indicator: "ui",
  source: "agent",
  release: "1.0.0",
  region: "",
  place: "",
  path: "",
  ...over,
});

/** A slot of events that took so many milliseconds; a negative number is one that failed. */
export const slot = (...durationsMs: number[]): Slot => {
  const recorder = slotRecorder([400]);
  for (const ms of durationsMs) recorder.record(Math.abs(ms) / 1000, ms < 0);
  return recorder.slot();
};

/** A slot at a minute after `MIDNIGHT`. */
export const at = (minute: number, slot: Slot, over: Partial<Stream> = {}): PlacedSlot => ({
  stream: stream(over),
  minute: MIDNIGHT + minute,
  slot,
});

export const entry = (over: Partial<NewEntry> = {}): NewEntry => ({
  addon: ADDON,
  subject: "window/1",
  type: "window.announced",
  at: "2027-01-01T00:00:00.000Z",
  by: "plimsoll",
  data: { note: "Zoë's – “maintenance” \u0000" },
  ...over,
});
