/** Lets jobs with the same name run side by side up to a limit; the others wait in order. */
export interface ConcurrencyLimiter<J> {
  enqueue(name: string, most: number, job: J): void;
  /** How many jobs wait. */
  readonly waiting: number;
  readonly running: number;
}

interface Group<J> {
  readonly most: number;
  running: number;
  /** The jobs before `head` have left. */
  queue: J[];
  head: number;
}

const MANY_LEFT = 1_000;

/** A group exists only while there is something in it. */
export function concurrencyLimiter<J>(run: (job: J) => Promise<void>): ConcurrencyLimiter<J> {
  const open = new Map<string, Group<J>>();
  let waiting = 0;
  let running = 0;

  function start(name: string, group: Group<J>): void {
    for (; group.running < group.most && group.head < group.queue.length; group.running++) {
      const job = group.queue[group.head++]!;
      waiting--;
      running++;
      void run(job).finally(() => {
        running--;
        group.running--;
        start(name, group);
        if (group.running === 0) open.delete(name);
      });
    }
    if (group.head < MANY_LEFT) return;
    group.queue = group.queue.slice(group.head);
    group.head = 0;
  }

  return {
    enqueue(name, most, job) {
      let group = open.get(name);
      if (!group) open.set(name, (group = { most, running: 0, queue: [], head: 0 }));
      group.queue.push(job);
      waiting++;
      start(name, group);
    },
    get waiting() {
      return waiting;
    },
    get running() {
      return running;
    },
  };
}
