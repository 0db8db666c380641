import { open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PlimsollError } from "../../core/errors/index.ts";

type Text = string | AsyncIterable<string>;

/** Writes beside the place and moves there when all is written, so that half a file is never seen. */
export async function writeWhole(
  file: string,
  text: Text,
  { mayReplace }: { readonly mayReplace: boolean },
): Promise<void> {
  if (file === "-") return toStandardOutput(text);
  const place = await realpath(file).catch(() => file);
  const there = await stat(place).catch(() => null);
  if (there && !there.isFile() && !there.isDirectory()) return writeFile(place, text);
  if (there && !mayReplace) throw existing(file);
  const part = `${place}.${process.pid}.part`;
  try {
    await writeFile(part, text, { flag: "wx" });
    if (!mayReplace) await claim(place);
    await rename(part, place);
  } catch (error) {
    await rm(part, { force: true });
    throw translate(file, error);
  }
}

async function toStandardOutput(text: Text): Promise<void> {
  const parts = typeof text === "string" ? [text] : text;
  await pipeline(Readable.from(parts), process.stdout, { end: false });
}

/** Takes the name in one step, so that a file that came meanwhile is not replaced. */
async function claim(file: string): Promise<void> {
  await (await open(file, "wx")).close();
}

const existing = (file: string): PlimsollError =>
  new PlimsollError("file.exists", `${file} exists already; it was left as it is.`);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EISDIR: "it is a folder",
  EACCES: "you may not write there",
  EROFS: "the disk may only be read",
  ENOSPC: "the disk is full",
};

function translate(file: string, error: unknown): unknown {
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return existing(file);
  if (syscall === undefined) return error;
  const reason = reasons[code] ?? (error as Error).message;
  return new PlimsollError("file.unwritable", `${file} cannot be written: ${reason}.`, {
    cause: error,
  });
}
