import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { PlimsollError } from "../../core/errors/index.ts";

/** A line of any file that is meant to be read is far shorter. */
const LONGEST_LINE = 4 * 1024 * 1024;

export async function readText(file: string, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunksOf(file)) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes)
      throw unreadable(file, `it is larger than ${Math.round(limitBytes / 2 ** 20)} MiB`);
    chunks.push(chunk);
  }
  return decode(file, Buffer.concat(chunks));
}

/** UTF-8; or UTF-16 where a byte order mark says so, as Windows PowerShell writes it. */
function decode(file: string, bytes: Buffer): string {
  const marked = encodingByMark(bytes);
  if (marked === null && bytes.subarray(0, 2).includes(0))
    throw unreadable(file, "it is UTF-16 without a byte order mark, or no text; save it as UTF-8");
  const encoding = marked ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(file, `it is not ${encoding.toUpperCase()} text`);
  }
}

function encodingByMark([first, second]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** Lines end at a line feed and nothing else: a changed byte must not pass for an ending. */
export async function* readLines(file: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = "";
  let isFirst = true;
  for await (const chunk of chunksOf(file)) {
    if (isFirst && encodingByMark(chunk) !== null)
      throw unreadable(file, "it is UTF-16, but was written as UTF-8");
    isFirst = false;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    if (rest.length > LONGEST_LINE) throw unreadable(file, "a line in it is longer than 4 MiB");
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

async function* chunksOf(file: string): AsyncGenerator<Buffer, void> {
  const stream: Readable = file === "-" ? process.stdin : createReadStream(file);
  try {
    yield* stream;
  } catch (error) {
    throw unreadable(file, reasonOf(error as NodeJS.ErrnoException), error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "you may not read it",
};

const reasonOf = ({ code = "", message }: NodeJS.ErrnoException): string =>
  reasons[code] ?? message;

function unreadable(file: string, reason: string, cause?: unknown): PlimsollError {
  const name = file === "-" ? "Standard input" : file;
  return new PlimsollError("file.unreadable", `${name} cannot be read: ${reason}.`, { cause });
}
