import { exponentialGap, integer, pick, type Random } from "../core/chance/index.ts";
import { type Clock, HOUR_MS, isoTime, MINUTE_MS } from "../core/time/index.ts";
import type { Asked, DoneEntry } from "./maintenance-account.ts";
import type { Fault } from "./plan.ts";
import type { CommandAnswer as Answer, Server } from "./server.ts";
import type { Trace } from "./trace.ts";

export interface PeopleDeps {
  readonly trueTime: Clock;
  readonly next: Random;
  readonly trace: Trace;
  readonly strikes: (fault: Fault) => boolean;
  /** Those that are alive. */
  readonly servers: () => readonly Server[];
  readonly perHour: number;
  /** Nobody begins anything after it. */
  readonly untilMs: number;
}

/** After so long without an answer a command is repeated. */
const PATIENCE_MS = 20_000;

/** People who announce, start, end and cancel maintenance, and repeat what was not answered under the same key. */
export function people(deps: PeopleDeps) {
  const { trueTime, next, trace, strikes, servers, perHour, untilMs } = deps;
  const asked: Asked[] = [];
  const faults: string[] = [];
  const known: { readonly id: string; readonly startMs: number }[] = [];
  let begun = 0;
  let unanswered = 0;
  const wait = (ms: number) =>
    new Promise<void>((resolve) => void trueTime.after(ms, () => resolve()));

  /** null: no answer came. */
  async function attempt(one: Omit<Asked, "entries">): Promise<Answer | null> {
    const up = servers();
    if (up.length === 0 || strikes("requestLost")) return null;
    const server = pick(next, up);
    const answer = await Promise.race([
      server.perform(one.name, one.input, one.key),
      wait(PATIENCE_MS).then(() => null),
    ]);
    return strikes("answerLost") ? null : answer;
  }

  async function answered(one: Omit<Asked, "entries">): Promise<Answer> {
    for (;;) {
      const answer = await attempt(one);
      if (answer !== null) {
        if (answer.repeated) trace.sometimes("a command that was done was repeated");
        return answer;
      }
      trace.sometimes("a command was not answered");
      await wait(1_000 + integer(next, 30_000));
    }
  }

  async function ask(name: string, input: Asked["input"]): Promise<readonly DoneEntry[] | null> {
    const one = { name, input, key: `command-${begun++}` };
    unanswered++;
    const isDoubled = strikes("requestDoubled");
    const [first, again] = await Promise.all([answered(one), isDoubled ? answered(one) : null]);
    unanswered--;
    const told = ({ entries }: Answer) => JSON.stringify(entries);
    if (again !== null && told(first) !== told(again))
      faults.push(`${one.key} ${name} was answered ${told(first)} and ${told(again)}`);
    asked.push({ ...one, entries: first.entries });
    trace.note(trueTime.nowMs(), `${name}: ${first.entries?.[0]?.subject ?? "refused"}`);
    return first.entries;
  }

  async function announce(): Promise<void> {
    const share = next();
    const reason = `work ${begun}`;
    const other = known.at(-1);
    const nowMs = trueTime.nowMs();
    if (share < 0.15) {
      const hour = 1 + integer(next, 3);
      const minute = pick(next, ["00", "30"]);
      const every = `${pick(next, ["Sun", "Sun", "Mon"])} 0${hour}:${minute}-0${hour + 1}:${minute} Europe/Paris`;
      return noteIds(await ask("maintenance announce", { reason, every }), nowMs);
    }
    const isOverlapping = share < 0.3 && other !== undefined && other.startMs > nowMs;
    const isLate = share > 0.8;
    const aheadMs = isLate ? 1 + integer(next, 40) : 70 + integer(next, 120);
    const startMs = isOverlapping ? other.startMs : nowMs + aheadMs * MINUTE_MS;
    const input = {
      ...{ reason, from: isoTime(startMs), for: `${10 + integer(next, 50)}m`, late: isLate },
    };
    const done = await ask("maintenance announce", input);
    if (done === null && isOverlapping) trace.sometimes("an announcement overlapped another");
    if (done !== null && isLate) trace.sometimes("maintenance was announced late");
    noteIds(done, startMs);
  }

  function noteIds(done: readonly DoneEntry[] | null, startMs: number): void {
    for (const { subject } of done ?? [])
      known.push({ id: subject.replace(/^\w+\//, ""), startMs });
  }

  async function act(): Promise<void> {
    const one = known.length === 0 ? null : pick(next, known.slice(-4));
    const share = next();
    if (one === null || share < 0.5) return announce();
    const { id } = one;
    if (share < 0.65) {
      const done = await ask("maintenance start", { id, late: next() < 0.3 });
      if (done !== null) trace.sometimes("a person took maintenance in hand");
    } else if (share < 0.85) {
      const done = await ask("maintenance end", { id });
      if (done !== null) trace.sometimes("a person ended maintenance");
    } else {
      const done = await ask("maintenance cancel", { id });
      if (done !== null) trace.sometimes("maintenance was cancelled");
    }
  }

  const turn = () =>
    void trueTime.after(Math.ceil(exponentialGap(next, perHour) * HOUR_MS), () => {
      if (trueTime.nowMs() > untilMs) return;
      void act();
      turn();
    });
  if (perHour > 0) turn();

  return {
    asked,
    faults,
    get unanswered() {
      return unanswered;
    },
  };
}
