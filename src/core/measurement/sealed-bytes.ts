import { crc32 } from "node:zlib";
import { ByteReader, damaged } from "./byte-reader.ts";

/** Written now; all up to it are read. A reader that meets a higher one is older than the data. */
const FORMAT = 3;
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

/** What was sealed, and in which format; `store.damaged` where even one bit has changed. */
export function unseal(bytes: Uint8Array): { format: number; content: Uint8Array } {
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < 1) throw damaged("it ends too early");
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0, true);
  if (checksum !== crc32(bytes.subarray(0, end))) throw damaged("its checksum does not fit");
  const format = bytes[0]!;
  if (format < 1 || format > FORMAT) throw damaged(`format ${format} is unknown to this version`);
  return { format, content: bytes.subarray(1, end) };
}

export function openSeal(bytes: Uint8Array): ByteReader {
  const { format, content } = unseal(bytes);
  return new ByteReader(content, format);
}
