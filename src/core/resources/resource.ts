/** What an add-on can run out of. Each is measured as the share of it that is in use, from 0 to 1. */
export const RESOURCES = [
  "cpu",
  "memory",
  "disk",
  "descriptors",
  "eventLoop",
  "connections",
] as const;
export type Resource = (typeof RESOURCES)[number];

export interface ResourceAbout {
  /** As the subject of a sentence, without its machine: "CPU". */
  readonly name: string;
  /** What the share is a share of. */
  readonly unit: string;
  /** What a part of it is called: "mount point"; null: it has none. */
  readonly part: string | null;
  /** What to do where the contract does not say it. */
  readonly runbook: string;
}

export const resourceAbout: Readonly<Record<Resource, ResourceAbout>> = {
  cpu: {
    name: "CPU",
    unit: "share of the time of all processors",
    part: "whose",
    runbook:
      "See what uses the processors (top). If it is the load, add a replica; if it is one process, restart it and keep its profile.",
  },
  memory: {
    name: "memory",
    unit: "share of the memory of the machine or container",
    part: "whose",
    runbook:
      "See what holds the memory (top, sorted by RES). If it grows without load, restart that process and look for a leak with a soak test; else add memory or a replica.",
  },
  disk: {
    name: "disk",
    unit: "share of the space of a file system",
    part: "mount point",
    runbook:
      "See what takes the space (du -xh --max-depth=2). Remove old logs, exports and images, or grow the volume, before the database cannot write any more.",
  },
  descriptors: {
    name: "file descriptors",
    unit: "share of the file descriptors that may be open",
    part: null,
    runbook:
      "See what is open (ls -l /proc/PID/fd). If sockets or files pile up, restart the process and look for what is not closed; else raise its limit.",
  },
  eventLoop: {
    name: "event loop",
    unit: "share of the time in which the event loop was busy",
    part: null,
    runbook:
      "Requests wait for each other. Add a replica; then take a CPU profile and move what computes long off the event loop.",
  },
  connections: {
    name: "database connections",
    unit: "share of a pool's connections that are in use",
    part: "pool",
    runbook:
      "See which queries hold connections (pg_stat_activity). End those that hang; if it is the load, enlarge the pool as far as the database allows.",
  },
};

export const isResource = (name: string): name is Resource =>
  (RESOURCES as readonly string[]).includes(name);

/** "CPU of web-1", "disk /var of web-1". */
export const resourceWords = (resource: string, instance: string, part: string): string =>
  `${isResource(resource) ? resourceAbout[resource].name : resource}${part === "" ? "" : ` ${part}`}${instance === "" ? "" : ` of ${instance}`}`;
