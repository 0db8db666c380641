import { allowedOperators, type Dialect, type QueryField } from "./field.ts";
import { EMPTY, resolveOperand } from "./operand.ts";
import type { Clause, Query, Terminal } from "./query.ts";

type Test<T> = (item: T) => boolean;

export type Compiled<T> =
  | {
      readonly kind: "compiled";
      readonly test: Test<T>;
      /** By the query's order; 0 where it says nothing. */
      readonly compare: (a: T, b: T) => number;
    }
  | { readonly kind: "error"; readonly messages: readonly string[] };

/** A query made ready to be asked of many items. */
export function compileQuery<T>(query: Query, dialect: Dialect<T>): Compiled<T> {
  const errors: string[] = [];
  const test = query.where === null ? () => true : compile(query.where, dialect, errors);
  const orders = query.orderBy.map(({ field, direction }) => ({
    field: known(field, dialect, errors),
    sign: direction === "desc" ? -1 : 1,
  }));
  if (errors.length > 0) return { kind: "error", messages: errors };
  const compare = (a: T, b: T) => {
    for (const { field, sign } of orders) {
      const [x, y] = [field!.rank(a), field!.rank(b)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return 0;
  };
  return { kind: "compiled", test, compare };
}

function known<T>(name: string, dialect: Dialect<T>, errors: string[]): QueryField<T> | null {
  const field = dialect.field(name);
  if (!field)
    errors.push(`Field '${name}' does not exist or you do not have permission to view it.`);
  return field;
}

function compile<T>(clause: Clause, dialect: Dialect<T>, errors: string[]): Test<T> {
  if (clause.kind === "terminal") return compileTerminal(clause, dialect, errors);
  if (clause.kind === "not") {
    const part = compile(clause.part, dialect, errors);
    return (item) => !part(item);
  }
  const parts = clause.parts.map((part) => compile(part, dialect, errors));
  return clause.kind === "and"
    ? (item) => parts.every((part) => part(item))
    : (item) => parts.some((part) => part(item));
}

function compileTerminal<T>(
  { field: name, operator, operands }: Terminal,
  dialect: Dialect<T>,
  errors: string[],
): Test<T> {
  const field = known(name, dialect, errors);
  if (!field) return () => false;
  if (!allowedOperators[field.type].includes(operator)) {
    errors.push(`The operator '${operator}' is not supported by the '${name}' field.`);
    return () => false;
  }
  const wanted = operands.flatMap((o) => resolveOperand(o, name, field.type, dialect, errors));
  const { values } = field;
  const isIn: Test<T> = (item) =>
    (wanted.includes(EMPTY) && values(item).length === 0) ||
    values(item).some((v) => wanted.includes(v));
  const first = wanted[0] ?? "";
  switch (operator) {
    case "=":
    case "in":
    case "is":
      return isIn;
    case "!=":
    case "not in":
      return (item) => (dialect.emptyDiffers || values(item).length > 0) && !isIn(item);
    case "is not":
      return (item) => !isIn(item);
    case "~":
      return (item) => contains(values(item), first);
    case "!~":
      return (item) => !contains(values(item), first);
    default:
      return (item) => values(item).length > 0 && compare(field, item, operator, first);
  }
}

/** Every word must occur, at the start of one at least: the host's text search knows word stems. */
const contains = (texts: readonly string[], wanted: string): boolean =>
  wanted
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => texts.some((text) => hasWord(text, word.replace(/\*$/, ""))));

function hasWord(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true;
  return false;
}

const isNumber = (rank: number | string): boolean => rank !== "" && Number.isFinite(Number(rank));

function compare<T>(
  field: QueryField<T>,
  item: T,
  operator: "<" | "<=" | ">" | ">=",
  wanted: string,
): boolean {
  const [rank, asked] = [field.rank(item), field.rankOf?.(wanted) ?? wanted];
  const [a, b] =
    isNumber(rank) && isNumber(asked)
      ? [Number(rank), Number(asked)]
      : [String(rank), String(asked)];
  if (operator === "<") return a < b;
  if (operator === "<=") return a <= b;
  return operator === ">" ? a > b : a >= b;
}
