import { rigHealth } from "../../judging/index.ts";
import { type Phase, type StreamTally, type Tally, type LoadInterval } from "../../model/index.ts";
import { emptySketch, mergeSketches, type Recorder, recorder } from "../../../core/measurement/index.ts";
import type { Random } from "../../../core/chance/index.ts";
import { mergedStreams, sums } from "./merged-streams.ts";
import { finished, type Gathering, takeEvent } from "./sample-events.ts";
import type { Load } from "./sample-shapes.ts";

/** A load as it was held, window by window. */
export function phaseOf(
  of: Load,
  startMs: number,
  intervalMs: number,
  chance: Random,
  slowness: number,
): Phase {
  const windows: LoadInterval[] = [];
  const lag = recorder();
  let planned = 0;
  for (let at = 0; at < of.durationMs; at += intervalMs) {
    const durationMs = Math.min(intervalMs, of.durationMs - at);
    const gathered = new Map<string, Gathering>();
    const rate = typeof of.rate === "number" ? of.rate : of.rate(at / of.durationMs);
    const due = Math.round(rate * (durationMs / 1000) * (0.96 + 0.08 * chance()));
    const strain = of.strain(at / of.durationMs) * slowness;
    for (let i = 0; i < due; i++) {
      lag.record((0.05 + 0.3 * chance()) / 1000);
      takeEvent(gathered, chance, strain, of.failing);
    }
    planned += due;
    const streams = [...gathered.values()].map(finished);
    windows.push({
      startMs: at,
      durationMs,
      planned: due,
      inFlight: Math.round(rate * 0.12 * strain),
      streams,
    });
  }
  const streams = mergedStreams(windows);
  const tally = tallyOf(streams, planned, of.durationMs, lag);
  return {
    name: of.name,
    startMs,
    durationMs: of.durationMs,
    offered: typeof of.rate === "number" ? of.rate : (planned / of.durationMs) * 1000,
    tally,
    streams,
    windows,
    rig: rigHealth(tally, { lostWorkers: [] }),
  };
}

function tallyOf(
  streams: readonly StreamTally[],
  planned: number,
  elapsedMs: number,
  lag: Recorder,
): Tally {
  const errors = sums(streams.map((one) => one.errors));
  const loop = recorder();
  for (let i = 0; i < 50; i++) loop.record((0.3 + 0.02 * i) / 1000);
  return {
    planned,
    sent: planned,
    resent: 0,
    completed: planned - (errors["timed-out"] ?? 0),
    errors,
    response: streams.map((one) => one.response).reduce(mergeSketches, emptySketch),
    service: streams.map((one) => one.service).reduce(mergeSketches, emptySketch),
    lag: lag.sketch(),
    tardiness: lag.sketch(),
    failures: emptySketch,
    loopDelay: loop.sketch(),
    cpu: 0.31,
    elapsedMs,
  };
}
