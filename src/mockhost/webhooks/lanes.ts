/** Lets jobs with the same name run side by side up to a limit; the others wait in order. */
export interface Lanes<J> {
  enter(name: string, most: number, job: J): void;
  /** How many jobs wait. */
  readonly waiting: number;
  readonly running: number;
}

interface Lane<J> {
  readonly most: number;
  running: number;
  /** The jobs before `head` have left. */
  queue: J[];
  head: number;
}

const MANY_LEFT = 1_000;

/** A lane exists only while there is something in it. */
export function lanes<J>(run: (job: J) => Promise<void>): Lanes<J> {
  const open = new Map<string, Lane<J>>();
  let waiting = 0;
  let running = 0;

  function start(name: string, lane: Lane<J>): void {
    for (; lane.running < lane.most && lane.head < lane.queue.length; lane.running++) {
      const job = lane.queue[lane.head++]!;
      waiting--;
      running++;
      void run(job).finally(() => {
        running--;
        lane.running--;
        start(name, lane);
        if (lane.running === 0) open.delete(name);
      });
    }
    if (lane.head < MANY_LEFT) return;
    lane.queue = lane.queue.slice(lane.head);
    lane.head = 0;
  }

  return {
    enter(name, most, job) {
      let lane = open.get(name);
      if (!lane) open.set(name, (lane = { most, running: 0, queue: [], head: 0 }));
      lane.queue.push(job);
      waiting++;
      start(name, lane);
    },
    get waiting() {
      return waiting;
    },
    get running() {
      return running;
    },
  };
}
