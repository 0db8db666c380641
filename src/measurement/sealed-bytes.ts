import { crc32 } from "node:zlib";
import { ByteReader, damaged } from "./byte-reader.ts";

/** The one format so far. A reader that meets another number knows that it is older than the data. */
const FORMAT = 1;
const CHECKSUM_BYTES = 4;

/** Content with a format byte before it and a CRC-32 over both behind it. */
export function seal(content: Uint8Array): Uint8Array {
  const end = 1 + content.length;
  const sealed = new Uint8Array(end + CHECKSUM_BYTES);
  sealed[0] = FORMAT;
  sealed.set(content, 1);
  new DataView(sealed.buffer).setUint32(end, crc32(sealed.subarray(0, end)), true);
  return sealed;
}

/** The content that was sealed; `store.damaged` where even one bit has changed. */
export function unseal(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < 1) throw damaged("it ends too early");
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0, true);
  if (checksum !== crc32(bytes.subarray(0, end))) throw damaged("its checksum does not fit");
  if (bytes[0] !== FORMAT) throw damaged(`format ${bytes[0]} is unknown to this version`);
  return bytes.subarray(1, end);
}

export const openSeal = (bytes: Uint8Array): ByteReader => new ByteReader(unseal(bytes));
