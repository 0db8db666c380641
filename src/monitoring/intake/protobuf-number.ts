import type { PbfReader } from "pbf";
import type { NumberPoint } from "./metrics.ts";
import { double, fixed64, MalformedProtobuf, varint } from "./protobuf.ts";
import { readAttribute } from "./protobuf-attribute.ts";

/** A NumberDataPoint while its fields arrive, in whatever order. */
interface DraftNumber {
  readonly attributes: Map<string, string>;
  timeNs: number;
  value: number | null;
  flags: number;
}

export const emptyNumber = (): DraftNumber => ({
  attributes: new Map(),
  timeNs: 0,
  value: null,
  flags: 0,
});

export function readNumberField(tag: number, point: DraftNumber, pbf: PbfReader): void {
  if (tag === 3) point.timeNs = fixed64(pbf);
  else if (tag === 4) point.value = double(pbf);
  else if (tag === 6) point.value = signedFixed64(pbf);
  else if (tag === 7) readAttribute(point.attributes, pbf);
  else if (tag === 8) point.flags = varint(pbf);
}

function signedFixed64(pbf: PbfReader): number {
  if (pbf.type !== 1) throw new MalformedProtobuf("a field has the wrong wire type");
  return pbf.readSFixed64();
}

export const finishNumber = ({ attributes, timeNs, value, flags }: DraftNumber): NumberPoint => ({
  attributes,
  timeNs,
  noRecordedValue: (flags & 1) !== 0,
  value: value ?? Number.NaN,
});
