import { lex, type Token } from "./lex.ts";
import type { Clause, Operand, Operator, Order, ParsedQuery } from "./query.ts";

const MAX_CHARACTERS = 10_000;
const MAX_DEPTH = 50;

class Mistake extends Error {}

/**
 * The grammar that JQL and CQL share. Recursive descent: `or` binds weakest, then `and`, then `not`. An empty text asks
 * for everything.
 */
export function parseQuery(query: string): ParsedQuery {
  if (query.length > MAX_CHARACTERS) return { kind: "error", message: "It is too long." };
  const lexed = lex(query);
  if (lexed.kind === "error") return lexed;
  try {
    const reader = tokenReader(lexed.tokens);
    const startsWithOrder = reader.isWord("order");
    const where = startsWithOrder || reader.peek().kind === "end" ? null : readOr(reader, 0);
    const orderBy = readOrder(reader);
    if (reader.peek().kind !== "end") throw unexpected(reader.peek());
    return { kind: "query", query: { where, orderBy } };
  } catch (error) {
    if (error instanceof Mistake) return { kind: "error", message: error.message };
    throw error;
  }
}

interface Reader {
  peek(): Token;
  next(): Token;
  isWord(...words: readonly string[]): boolean;
  take(kind: Token["kind"]): boolean;
}

function tokenReader(tokens: readonly Token[]): Reader {
  let at = 0;
  const peek = () => tokens[at]!;
  const isWord = (...words: readonly string[]) =>
    words.every(
      (word, i) => tokens[at + i]?.kind === "word" && tokens[at + i]!.value.toLowerCase() === word,
    );
  return {
    peek,
    next: () => tokens[at++]!,
    isWord,
    take: (kind) => {
      const isNext = peek().kind === kind;
      if (isNext) at++;
      return isNext;
    },
  };
}

function readOr(reader: Reader, depth: number): Clause {
  return readMany(reader, "or", () => readMany(reader, "and", () => readNot(reader, depth)));
}

function readMany(reader: Reader, kind: "and" | "or", read: () => Clause): Clause {
  const parts = [read()];
  while (reader.isWord(kind)) {
    reader.next();
    parts.push(read());
  }
  return parts.length === 1 ? parts[0]! : { kind, parts };
}

function readNot(reader: Reader, depth: number): Clause {
  if (depth > MAX_DEPTH) throw new Mistake("It is nested too deeply.");
  if (reader.isWord("not")) {
    reader.next();
    return { kind: "not", part: readNot(reader, depth + 1) };
  }
  if (!reader.take("(")) return readTerminal(reader);
  const clause = readOr(reader, depth + 1);
  if (!reader.take(")")) throw new Mistake("Expecting ')' before the end of the query.");
  return clause;
}

function readTerminal(reader: Reader): Clause {
  const field = reader.next();
  if (field.kind !== "word" && field.kind !== "text") throw unexpected(field);
  const operator = readOperator(reader, field.value);
  const takesList = operator === "in" || operator === "not in";
  return {
    kind: "terminal",
    field: field.value,
    operator,
    operands: takesList ? readList(reader) : [readOperand(reader)],
  };
}

function readOperator(reader: Reader, field: string): Operator {
  for (const words of [["not", "in"], ["in"], ["is", "not"], ["is"]] as const) {
    if (!reader.isWord(...words)) continue;
    for (const _ of words) reader.next();
    return words.join(" ") as Operator;
  }
  if (reader.peek().kind === "operator") return reader.next().value as Operator;
  throw new Mistake(
    `Expecting operator but got '${reader.peek().value || "the end of the query"}' after '${field}'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.`,
  );
}

function readList(reader: Reader): Operand[] {
  if (!reader.take("(")) {
    const only = readOperand(reader);
    if (only.kind === "function") return [only];
    throw new Mistake("Expecting '(' after 'in'.");
  }
  const operands = [readOperand(reader)];
  while (reader.take(",")) operands.push(readOperand(reader));
  if (!reader.take(")")) throw new Mistake("Expecting ')' at the end of a list.");
  return operands;
}

function readOperand(reader: Reader): Operand {
  const token = reader.next();
  if (token.kind === "text") return { kind: "value", value: token.value };
  if (token.kind !== "word") throw unexpected(token);
  if (/^(empty|null)$/i.test(token.value)) return { kind: "empty" };
  if (!reader.take("(")) return { kind: "value", value: token.value };
  const args: string[] = [];
  while (!reader.take(")")) {
    const arg = reader.next();
    if (arg.kind !== "word" && arg.kind !== "text") throw unexpected(arg);
    args.push(arg.value);
    reader.take(",");
  }
  return { kind: "function", name: token.value, args };
}

function readOrder(reader: Reader): Order[] {
  if (!reader.isWord("order", "by")) return [];
  reader.next();
  reader.next();
  const orders: Order[] = [];
  do {
    const field = reader.next();
    if (field.kind !== "word" && field.kind !== "text") throw unexpected(field);
    const isDescending = reader.isWord("desc");
    if (isDescending || reader.isWord("asc")) reader.next();
    orders.push({ field: field.value, direction: isDescending ? "desc" : "asc" });
  } while (reader.take(","));
  return orders;
}

const unexpected = ({ kind, value, at }: Token): Mistake =>
  new Mistake(
    kind === "end"
      ? "Unexpected end of the query."
      : `'${value}' is not expected here. (line 1, character ${at + 1})`,
  );
