export { verdictOfAverage } from "./average-verdict.ts";
export {
  blockOf,
  byHour,
  EVERY_HOUR,
  hourOf,
  mergeBlocks,
  type SlotBlock,
  settledBlock,
  slotAt,
} from "./block.ts";
export {
  type BlockParts,
  checkParts,
  decodeBlock,
  encodeBlock,
  encodeDetail,
  encodeHourly,
  encodeSums,
} from "./block-codec.ts";
export { SCALE } from "./bucket.ts";
export { ByteReader, unzigzag } from "./byte-reader.ts";
export { ByteWriter, zigzag } from "./byte-writer.ts";
export { deviation } from "./deviation.ts";
export { wilson, Z_95 } from "./interval.ts";
export {
  type ExplicitHistogram,
  explicitAtOrBelow,
  sketchFromExplicit,
  wrongExplicit,
} from "./otlp-explicit.ts";
export {
  type ExponentialHistogram,
  exponentialAtOrBelow,
  exponentialFromSketch,
  sketchFromExponential,
  wrongExponential,
} from "./otlp-exponential.ts";
export type { SketchRead } from "./otlp-histogram.ts";
export { countAtOrBelow, quantile, widthAround } from "./quantile.ts";
export {
  eventsToBound,
  quantileRanks,
} from "./quantile-bounds.ts";
export { type Recorder, recorder } from "./recorder.ts";
export { openSeal, seal } from "./sealed-bytes.ts";
export { selectedSlots } from "./selected-slots.ts";
export { eventsNeeded, verdictOfShare } from "./share-verdict.ts";
export { emptySketch, mergeSketches, type Sketch } from "./sketch.ts";
export { decodeSketches, encodeSketches } from "./sketches-codec.ts";
export {
  averageOfSlot,
  emptySlot,
  knownQuantile,
  type LimitCount,
  mergeSlots,
  type PlacedSlot,
  quantileOfSlot,
  type Slot,
  sumOfSlots,
} from "./slot.ts";
export { slotRecorder } from "./slot-recorder.ts";
export type { Indicator, Stream } from "./stream.ts";
export { streamKey } from "./stream-key.ts";
