/** A text with places to be filled: `literals` has one more than `names`, and they alternate. */
export interface Template {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

const PLACE = /\{([A-Za-z][\w.-]*)\}/;

export function readTemplate(text: string): Template {
  const parts = text.split(PLACE);
  return {
    literals: parts.filter((_, at) => at % 2 === 0),
    names: parts.filter((_, at) => at % 2 === 1),
  };
}

/** Literals and values in turn. */
export function fill(literals: readonly string[], values: readonly string[]): string {
  let text = literals[0]!;
  for (let i = 0; i < values.length; i++) text += values[i]! + literals[i + 1]!;
  return text;
}

/** For a path or a query: all but the unreserved characters of RFC 3986. */
export function percentEncoded(value: string): string {
  if (/^[\w.~-]*$/.test(value)) return value;
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** As within the quotes of a JSON text. */
export const jsonEscaped = (value: string): string =>
  /^[ !#-[\]-~]*$/.test(value) ? value : JSON.stringify(value).slice(1, -1);

/** In a header's value nothing may end the line. */
export const headerSafe = (value: string): string => value.replace(/[\r\n\0]/g, " ");
