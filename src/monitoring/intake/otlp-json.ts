/** The text is JSON, but not what OTLP's JSON encoding allows. */
export class MalformedJson extends Error {}

/**
 * Reads protobuf's JSON encoding: a field left out (or null) has its zero value, 64-bit numbers come
 * as text or numbers, and doubles may be "NaN". A field of the wrong kind is an error that names it.
 */
export class Json {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new MalformedJson(`${path || "the body"} must be an object`);
    this.#fields = value as Record<string, unknown>;
    this.#path = path;
  }

  /** An embedded message; an empty one where it is left out. */
  part(name: string): Json {
    return new Json(this.#fields[name] ?? {}, this.#place(name));
  }

  list(name: string): Json[] {
    return this.#array(name).map((item, i) => new Json(item, `${this.#place(name)}[${i}]`));
  }

  text(name: string): string {
    const value = this.#fields[name] ?? "";
    if (typeof value !== "string") throw this.#wrong(name, "text");
    return value;
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? 0;
  }

  optionalNumber(name: string): number | null {
    const value = this.#fields[name] ?? null;
    return value === null ? null : this.#toNumber(value, name);
  }

  numbers(name: string, most: number): number[] {
    const list = this.#array(name);
    if (list.length > most) throw this.#wrong(name, `at most ${most} numbers`);
    return list.map((value) => this.#toNumber(value, name));
  }

  /** The AnyValue this is, as text; null for lists, maps and nothing. */
  scalar(): string | null {
    const { stringValue, boolValue, intValue, doubleValue } = this.#fields;
    const value = stringValue ?? boolValue ?? intValue ?? doubleValue;
    return value === undefined || typeof value === "object" ? null : String(value);
  }

  #array(name: string): unknown[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw this.#wrong(name, "a list");
    return value;
  }

  #toNumber(value: unknown, name: string): number {
    if (typeof value === "number") return value;
    if (typeof value === "string" && NUMBER.test(value)) return Number(value);
    throw this.#wrong(name, "a number");
  }

  #wrong(name: string, wanted: string): MalformedJson {
    return new MalformedJson(`${this.#place(name)} must be ${wanted}`);
  }

  #place(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }
}

const NUMBER = /^(NaN|-?Infinity|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/;
