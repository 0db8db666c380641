import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { escaped } from "../world/index.ts";

/** A small picture that stands for something: letters on a ground of its own colour. */
export interface Picture {
  /** What decides the colour: the same name always has the same. */
  readonly name: string;
  /** One or two letters. */
  readonly letters: string;
  readonly isRound: boolean;
}

/** Dark enough for white letters. */
const LIGHTNESS = 0.38;
const SATURATION = 0.55;

export function svgOf({ name, letters, isRound }: Picture, px: number): string {
  const [red, green, blue] = colourOf(name);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px}" height="${px}" viewBox="0 0 48 48">`,
    `<rect width="48" height="48" rx="${isRound ? 24 : 6}" fill="rgb(${red} ${green} ${blue})"/>`,
    `<text x="24" y="31" fill="#fff" font-family="sans-serif" font-size="20" text-anchor="middle">${escaped(letters)}</text>`,
    "</svg>\n",
  ].join("");
}

/** The same without the letters. */
export function pngOf({ name, isRound }: Picture, px: number): Uint8Array {
  const [red, green, blue] = colourOf(name);
  const rows = Buffer.alloc(px * (1 + 4 * px));
  for (let y = 0; y < px; y++)
    for (let x = 0; x < px; x++) {
      if (isRound && Math.hypot(x + 0.5 - px / 2, y + 0.5 - px / 2) > px / 2) continue;
      rows.set([red, green, blue, 255], y * (1 + 4 * px) + 1 + 4 * x);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(px, 0);
  header.writeUInt32BE(px, 4);
  // Eight bits each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Source: Portable Network Graphics, third edition, 5.3. */
function chunk(type: string, content: Buffer): Buffer {
  const made = Buffer.alloc(12 + content.length);
  made.writeUInt32BE(content.length, 0);
  made.write(type, 4, "latin1");
  made.set(content, 8);
  made.writeUInt32BE(crc32(made.subarray(4, 8 + content.length)), 8 + content.length);
  return made;
}

function colourOf(name: string): readonly [number, number, number] {
  const hue = (createHash("sha256").update(name).digest().readUInt16BE(0) / 65_536) * 12;
  const reach = SATURATION * Math.min(LIGHTNESS, 1 - LIGHTNESS);
  const part = (offset: number): number => {
    const at = (hue + offset) % 12;
    return Math.round(255 * (LIGHTNESS - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return [part(0), part(8), part(4)];
}
