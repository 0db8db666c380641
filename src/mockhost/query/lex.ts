/** A piece of a query text. Words keep their case; quoted text is told apart, so that `"and"` is no operator. */
export interface Token {
  readonly kind: "word" | "text" | "operator" | "(" | ")" | "," | "end";
  readonly value: string;
  readonly at: number;
}

export type Lexed =
  | { readonly kind: "tokens"; readonly tokens: readonly Token[] }
  | { readonly kind: "error"; readonly message: string };

const PATTERN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|!~|>=|<=|=|~|>|<)|([(),])|([^\s"'=!~<>(),]+))/y;

export function lex(query: string): Lexed {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (query.slice(PATTERN.lastIndex).trim() !== "") {
    const at = query.length - query.slice(PATTERN.lastIndex).trimStart().length;
    const match = PATTERN.exec(query);
    if (!match)
      return {
        kind: "error",
        message: `The character '${query[at]}' is not expected here. (line 1, character ${at + 1})`,
      };
    const [, quoted, operator, mark, word] = match;
    if (quoted !== undefined)
      tokens.push({ kind: "text", value: quoted.slice(1, -1).replace(/\\(.)/g, "$1"), at });
    else if (operator !== undefined) tokens.push({ kind: "operator", value: operator, at });
    else if (mark !== undefined) tokens.push({ kind: mark as "(" | ")" | ",", value: mark, at });
    else tokens.push({ kind: "word", value: word!, at });
  }
  return { kind: "tokens", tokens: [...tokens, { kind: "end", value: "", at: query.length }] };
}
