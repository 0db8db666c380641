import { setTimeout as wait } from "node:timers/promises";
import { integer, pick, type Random } from "../../src/core/chance/index.ts";
import { MINUTE_MS } from "../../src/core/time/index.ts";
import type { Asked, DoneEntry } from "../../src/simulation/index.ts";

/** A process that can be asked now. */
export interface Askable {
  perform(name: string, input: object, key: string): Promise<Response>;
}

interface PersonDeps {
  readonly name: string;
  readonly addons: readonly string[];
  /** Those that are up, or were a moment ago. */
  readonly processes: () => readonly Askable[];
  readonly next: Random;
}

/** Somebody who announces, starts, ends and cancels maintenance, and repeats what was not answered under the same key. */
export function person({ name, addons, processes, next }: PersonDeps) {
  const asked: Asked[] = [];
  const faults: string[] = [];
  const counts = { lost: 0, repeated: 0, refused: 0 };
  /** Windows and series that he knows of, latest last. */
  const known: { readonly addon: string; readonly id: string }[] = [];

  async function askOnce(one: Omit<Asked, "entries">): Promise<Asked["entries"]> {
    for (;;) {
      try {
        const answer = await pick(next, processes()).perform(one.name, one.input, one.key);
        const told = (await answer.json()) as { entries: readonly DoneEntry[]; repeated: boolean };
        if (answer.status === 200) {
          if (told.repeated) counts.repeated++;
          return told.entries.map(({ seq, type, subject }) => ({ seq, type, subject }));
        }
        if (answer.status < 500) return null;
      } catch {
        // Killed meanwhile: whether it was done is not known.
      }
      counts.lost++;
      await wait(20 + integer(next, 100));
    }
  }

  /** Some commands are sent twice at once, as a door does that gives up too early. */
  async function ask(
    command: string,
    input: Asked["input"] & { readonly addon: string },
  ): Promise<Asked> {
    const one = { name: command, input, key: `${name}-${asked.length}` };
    const [entries, ...others] = await Promise.all(
      Array.from({ length: next() < 0.1 ? 2 : 1 }, () => askOnce(one)),
    );
    for (const other of others) compare(one.key, entries!, other);
    const done = { ...one, entries: entries! };
    asked.push(done);
    if (entries === null) counts.refused++;
    for (const { type, subject } of entries ?? [])
      if (/\.announced$/.test(type))
        known.push({ addon: input.addon, id: subject.replace(/^\w+\//, "") });
    return done;
  }

  function compare(key: string, first: Asked["entries"], again: Asked["entries"]): void {
    if (JSON.stringify(first) !== JSON.stringify(again) && first !== null && again !== null)
      faults.push(`${key} was answered ${JSON.stringify(first)}, then ${JSON.stringify(again)}`);
  }

  async function repeatEarlier(): Promise<void> {
    const done = asked.filter(({ entries }) => entries !== null);
    if (done.length === 0) return;
    const earlier = pick(next, done);
    const again = await askOnce(earlier);
    if (again === null) faults.push(`${earlier.key} was done, and refused when it was repeated`);
    compare(earlier.key, earlier.entries, again);
  }

  async function announce(): Promise<void> {
    const addon = pick(next, addons);
    const reason = `${name}-${asked.length}`;
    const day = pick(next, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    const minute = String(integer(next, 50)).padStart(2, "0");
    if (next() < 0.1) {
      const every = `${day} 02:${minute}-02:${Number(minute) + 2} Europe/Paris`;
      await ask("maintenance announce", { addon, reason, every });
      return;
    }
    const wholeMs = Math.ceil((Date.now() + 2_000) / MINUTE_MS) * MINUTE_MS;
    const fromMs = next() < 0.6 ? wholeMs : Date.now() + 300 + integer(next, 4_000);
    const from = new Date(fromMs).toISOString();
    await ask("maintenance announce", { addon, reason, from, for: "1m", late: true });
  }

  return {
    asked,
    faults,
    counts,
    async turn(): Promise<void> {
      const one = known.length === 0 ? null : pick(next, known.slice(-20));
      const share = next();
      if (one === null || share < 0.4) await announce();
      else if (share < 0.55) await ask("maintenance start", { ...one, late: next() < 0.3 });
      else if (share < 0.7) await ask("maintenance end", one);
      else if (share < 0.8) await ask("maintenance cancel", one);
      else await repeatEarlier();
      await wait(integer(next, 60));
    },
    /** Whatever has begun is over. */
    async endAll(): Promise<void> {
      for (const one of known) await ask("maintenance end", one);
    },
  };
}
