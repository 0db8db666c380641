import type { Resource } from "./resource.ts";

/** Samples of some names, chosen by a label. */
interface Term {
  readonly names: readonly string[];
  /** The label (by whichever of these names) has one of these values. */
  readonly where?: { readonly labels: readonly string[]; readonly values: readonly string[] };
  /** Samples that have none of these labels. */
  readonly without?: readonly string[];
}

/** How the share in use follows from what is reported. */
export interface Rule {
  readonly resource: Resource;
  /** What is in use; `free`: what is not. */
  readonly used: Term;
  readonly free?: true;
  /** Of how much; "mean", "sum": the samples are shares already. */
  readonly of: Term | "mean" | "sum";
  /** They only ever grow: what they grew by since the last time counts. */
  readonly isCounter?: true;
  /** Tells, by a 1, which parts are only read. */
  readonly readOnly?: string;
  /** Labels of which one names the part. */
  readonly part?: readonly string[];
  /** What the part is called where no label does. */
  readonly partName?: string;
}

const PROCESS = "process";
const STATE = ["system.cpu.state", "cpu.mode", "state"];
const idle = { labels: STATE, values: ["idle"] };
const memoryUsed = { labels: ["system.memory.state", "state"], values: ["used"] };
const FS_STATE = ["system.filesystem.state", "state"];
const MOUNT = ["system.filesystem.mountpoint", "mountpoint"];
const POOL = ["db.client.connection.pool.name", "pool.name"];
const poolUsed = { labels: ["db.client.connection.state", "state"], values: ["used"] };
const shares = { of: "sum" } as const;

/**
 * OpenTelemetry's semantic conventions for hosts, processes, Node.js and database clients (1.21 to
 * 1.37), and what the Collector's `kubeletstats` receiver adds. Of a resource the first rule counts
 * that finds anything.
 */
export const otlpRules: readonly Rule[] = [
  {
    resource: "cpu",
    used: { names: ["system.cpu.utilization"], where: idle },
    free: true,
    of: "mean",
  },
  {
    resource: "cpu",
    used: { names: ["system.cpu.utilization"], without: STATE },
    of: "mean",
  },
  {
    resource: "cpu",
    used: { names: ["system.cpu.time"], where: idle },
    free: true,
    of: { names: ["system.cpu.time"] },
    isCounter: true,
  },
  {
    resource: "cpu",
    used: { names: ["k8s.container.cpu_limit_utilization"] },
    ...shares,
    part: ["k8s.container.name"],
    partName: "container",
  },
  {
    resource: "cpu",
    used: { names: [`${PROCESS}.cpu.utilization`] },
    ...shares,
    partName: "process",
  },
  {
    resource: "memory",
    used: { names: ["system.memory.utilization"], where: memoryUsed },
    ...shares,
  },
  {
    resource: "memory",
    used: { names: ["system.memory.usage"], where: memoryUsed },
    of: { names: ["system.memory.limit"] },
  },
  {
    resource: "memory",
    used: { names: ["system.memory.usage"], where: memoryUsed },
    of: { names: ["system.memory.usage"] },
  },
  {
    resource: "memory",
    used: { names: ["k8s.container.memory_limit_utilization"] },
    ...shares,
    part: ["k8s.container.name"],
    partName: "container",
  },
  {
    resource: "disk",
    used: {
      names: ["system.filesystem.utilization"],
      where: { labels: FS_STATE, values: ["used"] },
    },
    ...shares,
    part: MOUNT,
  },
  {
    resource: "disk",
    used: { names: ["system.filesystem.utilization"], without: FS_STATE },
    ...shares,
    part: MOUNT,
  },
  {
    resource: "disk",
    used: { names: ["system.filesystem.usage"], where: { labels: FS_STATE, values: ["used"] } },
    // As df does it: what is reserved is nobody's.
    of: {
      names: ["system.filesystem.usage"],
      where: { labels: FS_STATE, values: ["used", "free"] },
    },
    part: MOUNT,
  },
  { resource: "eventLoop", used: { names: ["nodejs.eventloop.utilization"] }, of: "mean" },
  {
    resource: "connections",
    used: {
      names: ["db.client.connection.count", "db.client.connections.usage"],
      where: poolUsed,
    },
    of: { names: ["db.client.connection.max", "db.client.connections.max"] },
    part: POOL,
  },
];

/**
 * What node_exporter, client libraries for Prometheus, HikariCP, postgres_exporter and
 * OpenTelemetry's exporter for Prometheus call the same.
 */
export const scrapeRules: readonly Rule[] = [
  {
    resource: "cpu",
    used: { names: ["node_cpu_seconds_total"], where: { labels: ["mode"], values: ["idle"] } },
    free: true,
    of: { names: ["node_cpu_seconds_total"] },
    isCounter: true,
  },
  {
    resource: "memory",
    used: { names: ["node_memory_MemAvailable_bytes"] },
    free: true,
    of: { names: ["node_memory_MemTotal_bytes"] },
  },
  {
    resource: "disk",
    used: { names: ["node_filesystem_avail_bytes"] },
    free: true,
    of: { names: ["node_filesystem_size_bytes"] },
    part: ["mountpoint"],
    readOnly: "node_filesystem_readonly",
  },
  {
    resource: "descriptors",
    used: { names: ["node_filefd_allocated"] },
    of: { names: ["node_filefd_maximum"] },
  },
  {
    resource: "descriptors",
    used: { names: ["process_open_fds"] },
    of: { names: ["process_max_fds"] },
    partName: "process",
  },
  {
    resource: "eventLoop",
    used: { names: ["nodejs_eventloop_utilization", "nodejs_eventloop_utilization_ratio"] },
    of: "mean",
  },
  {
    resource: "connections",
    used: { names: ["hikaricp_connections_active"] },
    of: { names: ["hikaricp_connections_max"] },
    part: ["pool"],
  },
  {
    resource: "connections",
    used: { names: ["pg_stat_database_numbackends"] },
    of: { names: ["pg_settings_max_connections"] },
  },
];

/** On these nothing is written, and they are full by nature. */
export const READ_ONLY_TYPES: ReadonlySet<string> = new Set([
  "squashfs",
  "iso9660",
  "erofs",
  "cramfs",
  "udf",
]);

/** Every name that a list of rules reads. */
export const namesIn = (rules: readonly Rule[]): ReadonlySet<string> =>
  new Set(
    rules.flatMap(({ used, of, readOnly = [] }) => [
      ...used.names,
      ...(typeof of === "string" ? [] : of.names),
      ...[readOnly].flat(),
    ]),
  );
