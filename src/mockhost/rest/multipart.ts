/** One part of a multipart/form-data body. */
export interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly mimeType: string;
  readonly content: Uint8Array;
}

/** The parts of a form; none where the body is no form. Bodies are in memory and bounded by the listener. */
export function readParts(contentType: string, body: Uint8Array): Part[] {
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!boundary) return [];
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  // Within a file the mark may occur; it parts two only at the beginning of a line.
  const markOnNewLine = Buffer.concat([Buffer.from("\r\n"), mark]);
  const parts: Part[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; ) {
    const start = at + mark.length + 2;
    const next = bytes.indexOf(markOnNewLine, start);
    if (next < 0) break;
    const part = readPart(bytes.subarray(start, next));
    if (part) parts.push(part);
    at = next + 2;
  }
  return parts;
}

function readPart(bytes: Buffer): Part | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString("utf8");
  const disposition = /content-disposition:\s*form-data;([^\r\n]*)/i.exec(head)?.[1] ?? "";
  const name = /(?:^|;|\s)name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return null;
  return {
    name,
    filename: /filename="([^"]*)"/i.exec(disposition)?.[1] ?? null,
    mimeType: /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]?.trim() ?? "application/octet-stream",
    content: bytes.subarray(end + 4),
  };
}
