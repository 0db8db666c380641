export type { SlotBlock } from "./block.ts";
export { type BlockParts, blockOf, decodeBlock, encodeBlock, mergeBlocks } from "./block-codec.ts";
export { type Interval, quantileRanks, wilson, Z_95 } from "./interval.ts";
export {
  type Buckets,
  type ExplicitHistogram,
  type ExponentialHistogram,
  explicitAtOrBelow,
  exponentialFromSketch,
  type SketchRead,
  sketchFromExplicit,
  sketchFromExponential,
} from "./otlp-histogram.ts";
export { type Recorder, recorder } from "./recorder.ts";
export { type Grain, rollUp } from "./roll-up.ts";
export { eventsNeeded, type ShareVerdict, verdictOfShare } from "./share-verdict.ts";
export {
  countAtOrBelow,
  emptySketch,
  mean,
  mergeSketches,
  quantile,
  type Sketch,
} from "./sketch.ts";
export {
  averageOfSlot,
  emptySlot,
  type LimitCount,
  mergeSlots,
  type PlacedSlot,
  quantileOfSlot,
  type Slot,
} from "./slot.ts";
export { type SlotRecorder, slotRecorder } from "./slot-recorder.ts";
export type { Indicator, Source, Stream } from "./stream.ts";
export { parseStreamKey, streamKey } from "./stream-key.ts";
