import type { PbfReader } from "pbf";

/** The bytes are no protobuf message of the expected kind. */
export class MalformedProtobuf extends Error {}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

// pbf reads beyond the end without complaint, so every length is checked here before it is followed.

/** Reads an embedded message that must end exactly where it says. */
export function message<T>(
  pbf: PbfReader,
  readField: (tag: number, result: T, pbf: PbfReader) => void,
  result: T,
): T {
  const end = lengthEnd(pbf);
  pbf.readFields(readField, result, end);
  if (pbf.pos !== end) throw new MalformedProtobuf("a message does not end where it says");
  return result;
}

export function bytes(pbf: PbfReader): Uint8Array {
  return pbf.buf.subarray(...range(pbf));
}

/** Passes over an embedded message or text; answers where it lies. */
export function range(pbf: PbfReader): [start: number, end: number] {
  const end = lengthEnd(pbf);
  const start = pbf.pos;
  pbf.pos = end;
  return [start, end];
}

export function text(pbf: PbfReader): string {
  const start = pbf.pos;
  lengthEnd(pbf);
  pbf.pos = start;
  return pbf.readString();
}

export function varint(pbf: PbfReader, isSigned = false): number {
  expectType(pbf, VARINT);
  return pbf.readVarint(isSigned);
}

/** Zigzag encoded. */
export function signedVarint(pbf: PbfReader): number {
  expectType(pbf, VARINT);
  return pbf.readSVarint();
}

export function fixed64(pbf: PbfReader): number {
  expectType(pbf, FIXED64);
  return pbf.readFixed64();
}

export function double(pbf: PbfReader): number {
  expectType(pbf, FIXED64);
  return pbf.readDouble();
}

export type NumberReader = readonly [type: number, read: (pbf: PbfReader) => number];
export const VARINTS: NumberReader = [VARINT, (pbf) => pbf.readVarint()];
export const FIXED64S: NumberReader = [FIXED64, (pbf) => pbf.readFixed64()];
export const DOUBLES: NumberReader = [FIXED64, (pbf) => pbf.readDouble()];

/** Appends a repeated number, packed or not; `most` bounds what the list may grow to. */
export function repeated(
  pbf: PbfReader,
  list: number[],
  [type, read]: NumberReader,
  most: number,
): void {
  const isPacked = pbf.type === BYTES;
  if (!isPacked) expectType(pbf, type);
  const end = isPacked ? lengthEnd(pbf) : pbf.pos + 1;
  while (pbf.pos < end) {
    if (list.length === most) throw new MalformedProtobuf(`a list is longer than ${most} numbers`);
    list.push(read(pbf));
  }
}

function lengthEnd(pbf: PbfReader): number {
  expectType(pbf, BYTES);
  const end = pbf.readVarint() + pbf.pos;
  if (!(end <= pbf.length)) throw new MalformedProtobuf("it ends in the middle of a message");
  return end;
}

function expectType(pbf: PbfReader, type: number): void {
  if (pbf.type !== type) throw new MalformedProtobuf("a field has the wrong wire type");
}
