import { plainValues } from "./plain-values.ts";

/** How heads are read. */
export interface HeadRules {
  /** The longest head, in bytes, with the empty line that ends it. */
  readonly mostBytes: number;
  /**
   * Refuses whatever two readers could understand differently: bare line feeds, folded lines, stray
   * control characters. Else they are read as most readers do.
   */
  readonly isStrict: boolean;
  /** Whether a first line can begin, or be, like this. */
  readonly mayStart: (text: string, isWhole: boolean) => boolean;
}

export interface Field {
  /** In lower case. */
  readonly name: string;
  /** Without the blanks around it. */
  readonly value: string;
}

/** Why a head cannot be read; `name` of the field where it is known. */
export interface HeadFault {
  readonly kind: "start" | "too-large" | "no-colon" | "bad-name" | "bad-value" | "tab";
  readonly name: string;
}

const [LF, CR, COLON] = [10, 13, ":"];
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** A carriage return or a NUL in the midst of a line. */
const BROKEN = /[\r\0]/;
/** How much of a first line is enough to know that it is another protocol's. */
const START_CHARACTERS = 16;

/**
 * Reads the head of an HTTP/1.1 message, line by line, from bytes that come in pieces of any size: a
 * request's or an answer's. Source: RFC 9112 §2, §5.
 */
export class HeadReader {
  /** null: the first line is not all there yet. */
  startLine: string | null = null;
  fields: Field[] = [];
  isDone = false;
  fault: HeadFault | null = null;
  readonly #rules: HeadRules;
  /** Of all lines so far, and of those of heads before it that belong to the same message. */
  sizeBytes = 0;
  /** What has come of a line that is not whole. */
  #partial = "";

  constructor(rules: HeadRules) {
    this.#rules = rules;
  }

  /** Makes ready for a head; `again` for one that follows an interim answer. */
  begin(again = false): void {
    this.startLine = null;
    if (this.fields.length > 0) this.fields = [];
    this.isDone = false;
    this.fault = null;
    this.#partial = "";
    if (!again) this.sizeBytes = 0;
  }

  /** Takes bytes until the head is whole or at fault, and answers where it stopped. */
  feed(bytes: Buffer, from: number, to: number): number {
    let at = from;
    while (at < to && !this.isDone && this.fault === null) {
      const lineEnd = bytes.indexOf(LF, at);
      const isWhole = lineEnd >= 0 && lineEnd < to;
      const stop = isWhole ? lineEnd + 1 : to;
      this.sizeBytes += stop - at;
      const before = this.#partial;
      const line = before + bytes.toString("latin1", at, isWhole ? lineEnd : to);
      at = stop;
      const isStart = this.startLine === null && before.length < START_CHARACTERS;
      if (isStart && !this.#mayStart(line, isWhole)) this.#refuse("start");
      else if (this.sizeBytes > this.#rules.mostBytes) this.#refuse("too-large");
      else if (!isWhole) this.#partial = line;
      else this.#addLine(line);
    }
    return at;
  }

  #mayStart(line: string, isWhole: boolean): boolean {
    const start = line.slice(0, START_CHARACTERS);
    return this.#rules.mayStart(start, isWhole && start.length === line.length);
  }

  /** Takes a line, without its line feed. */
  #addLine(line: string): void {
    this.#partial = "";
    const hasReturn = line.charCodeAt(line.length - 1) === CR;
    const text = hasReturn ? line.slice(0, -1) : line;
    if (this.startLine === null) {
      // Older senders end a body with an empty line that is no part of it. Source: RFC 9112 §2.2.
      if (this.#rules.isStrict && !hasReturn) this.#refuse("start");
      else if (text !== "" || !this.#rules.isStrict) this.startLine = text;
      else this.sizeBytes = 0;
    } else if (text === "" && (hasReturn || !this.#rules.isStrict)) this.isDone = true;
    else this.#addField(text, hasReturn);
  }

  #addField(text: string, hasReturn: boolean): void {
    const { isStrict } = this.#rules;
    if (!isStrict && isBlank(text.charCodeAt(0))) {
      // It goes on with the value before it; whatever ends a head or a message is never folded.
      if (BROKEN.test(text)) this.#refuse("bad-value");
      return;
    }
    const place = this.fields.length;
    const colon = text.indexOf(COLON);
    if (colon < 0) {
      this.#refuse("no-colon");
      return;
    }
    const name = lowerNameOf(text, colon, place);
    if (name === null) {
      this.#refuse("bad-name");
      return;
    }
    const value = withoutBlanks(text, colon + 1);
    // Some readers take a tab beside a value for a part of it: nothing may depend on that here.
    if (isStrict && FRAMING.has(name) && text.includes("\t")) this.#refuse("tab", name);
    else if (isStrict ? !hasReturn || !isPlain(value, place) : BROKEN.test(value))
      this.#refuse("bad-value", name);
    else this.fields.push({ name, value });
  }

  #refuse(kind: HeadFault["kind"], name = ""): void {
    this.fault = { kind, name };
  }
}

const FRAMING: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);
const isPlain = plainValues();

/** The names of fields as they came, and in lower case, by their place in the latest head. */
const latest: { readonly name: string; readonly lowerName: string }[] = [];
const known = new Map<string, string>();
const MOST_KNOWN = 500;
const MOST_PLACES = 32;

/** Names come back with every head, mostly in the same place, so that each is looked at once. */
function lowerNameOf(text: string, colon: number, place: number): string | null {
  const before = latest[place];
  if (before?.name.length === colon && text.startsWith(before.name)) return before.lowerName;
  const name = text.slice(0, colon);
  const lowerName = known.get(name) ?? learnName(name);
  if (lowerName !== null && place < MOST_PLACES) latest[place] = { name, lowerName };
  return lowerName;
}

function learnName(name: string): string | null {
  if (!NAME.test(name)) return null;
  const lowerName = name.toLowerCase();
  if (known.size < MOST_KNOWN) known.set(name, lowerName);
  return lowerName;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

function withoutBlanks(text: string, from: number): string {
  let start = from;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}
