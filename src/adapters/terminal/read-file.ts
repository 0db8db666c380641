import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { PlimsollError } from "../../errors/index.ts";

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
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw unreadable(file, "it is not UTF-8 text");
  }
}

/** Lines end at a line feed and nothing else: a changed byte must not pass for an ending. */
export async function* readLines(file: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunksOf(file)) {
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
