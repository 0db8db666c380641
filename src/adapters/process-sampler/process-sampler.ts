import { type InspectedNode, inspectNode } from "./inspect-node.ts";
import { type ProcessFigures, readProcessTree } from "./read-process-tree.ts";

interface ProcessSample extends ProcessFigures {
  /** Of all its Node processes, right after `collectGarbage`; null before, and where there is none. */
  readonly heapBytes: number | null;
  /** Of the Node process that was worst, since the last sample; null where there is none. */
  readonly eventLoopDelayP99Ms: number | null;
}

export interface ProcessSampler {
  /** null: this system does not tell, or the process has ended. */
  sample(): Promise<ProcessSample | null>;
  /** Collects in every Node process; its heap is in the next sample. */
  collectGarbage(): Promise<void>;
  /** Leaves the processes alone from now on. */
  close(): void;
}

/**
 * Watches a process and its descendants. `inspectors` are the addresses that its Node processes
 * announce, and may grow; of other processes the heap and the event loop are not known.
 */
export function processSampler(pid: number, inspectors: ReadonlySet<string>): ProcessSampler {
  const nodes = new Map<string, Promise<InspectedNode>>();
  let liveHeapBytes: number | null = null;

  const everyNode = () => {
    for (const url of inspectors) if (!nodes.has(url)) nodes.set(url, inspectNode(url));
    return Promise.all(nodes.values());
  };
  const askEvery = async (ask: (node: InspectedNode) => Promise<number | null>) => {
    const answers = await Promise.all((await everyNode()).map(ask));
    return answers.filter((answer) => answer !== null);
  };
  return {
    async sample() {
      // First, at the moment that the caller names: an event loop that is held up answers late.
      const figures = readProcessTree(pid);
      if (figures === null) return null;
      const delays = await askEvery((node) => node.loopDelayP99Ms());
      const heapBytes = liveHeapBytes;
      liveHeapBytes = null;
      const eventLoopDelayP99Ms = delays.length === 0 ? null : Math.max(...delays);
      return { ...figures, heapBytes, eventLoopDelayP99Ms };
    },
    async collectGarbage() {
      const heaps = await askEvery((node) => node.liveHeapBytes());
      liveHeapBytes = heaps.length === 0 ? null : heaps.reduce((sum, bytes) => sum + bytes, 0);
    },
    close() {
      for (const node of nodes.values()) void node.then(({ close }) => close());
    },
  };
}
