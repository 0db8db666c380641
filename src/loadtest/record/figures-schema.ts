import { z } from "zod";
import type { Phase, ResourceSample, RigHealth, StreamTally, Tally } from "../model/index.ts";
import { durations } from "./durations-codec.ts";
import { count, counts, figure, indicator, tenantClass, text } from "./values-schema.ts";

const tally: z.ZodType<Tally> = z.object({
  planned: count,
  sent: count,
  // A record may be older than this field.
  resent: count.prefault(0),
  completed: count,
  errors: counts,
  response: durations,
  service: durations,
  lag: durations,
  tardiness: durations,
  failures: durations,
  loopDelay: durations,
  cpu: figure,
  elapsedMs: figure,
});

const streamTally: z.ZodType<StreamTally> = z.object({
  stream: z.object({ step: text, indicator: indicator.nullable(), tenants: tenantClass }),
  events: count,
  good: count,
  errors: counts,
  within: z.array(z.object({ limitMs: figure, count })),
  response: durations,
  service: durations,
  // A record may be older than this field.
  failures: durations.prefault(""),
});

const rig: z.ZodType<RigHealth> = z.object({
  cpu: figure,
  eventLoopDelayP99: figure.nullable(),
  tardinessP99: figure.nullable(),
  achieved: figure,
  blame: z.object({ injector: count, system: count, network: count }),
  verdict: z.enum(["valid", "invalid"]),
  reasons: z.array(text),
});

export const phase: z.ZodType<Phase> = z.object({
  name: text,
  startMs: figure,
  durationMs: figure,
  offered: figure.nullable(),
  tally,
  streams: z.array(streamTally),
  windows: z.array(
    z.object({
      startMs: figure,
      durationMs: figure,
      planned: count,
      inFlight: count,
      streams: z.array(streamTally),
    }),
  ),
  rig,
});

export const resourceSample: z.ZodType<ResourceSample> = z.object({
  atMs: figure,
  cpuMs: figure,
  residentBytes: figure,
  heapBytes: figure.nullable(),
  descriptors: count,
  sockets: count,
  readBytes: figure.nullable(),
  writtenBytes: figure.nullable(),
  eventLoopDelayP99Ms: figure.nullable(),
  hostCalls: figure.nullable(),
  hostMs: figure.nullable(),
  hostRefusals: figure.nullable(),
  databaseMs: figure.nullable(),
});
