import {
  type Clause,
  momentFunction,
  type Operand,
  type Operator,
  type Query,
  type Terminal,
  writtenMoment,
} from "../../query/index.ts";
import type { Issue } from "../issue.ts";
import type { JiraSite } from "../site.ts";
import { type JqlField, jqlField } from "./fields.ts";

export interface JqlContext {
  readonly site: JiraSite;
  readonly nowMs: number;
  /** Whom `currentUser()` means; null for an add-on that acts for itself. */
  readonly accountId: string | null;
}

export type Selected =
  | { readonly kind: "issues"; readonly issues: readonly Issue[] }
  | { readonly kind: "error"; readonly messages: readonly string[] };

type Test = (issue: Issue) => boolean;

/** The issues that a query selects, in its order; newest first where it names none. */
export function select(query: Query, context: JqlContext): Selected {
  const errors: string[] = [];
  const test = query.where === null ? () => true : compile(query.where, context, errors);
  const orders = query.orderBy.map(({ field, direction }) => ({
    field: known(field, errors),
    sign: direction === "desc" ? -1 : 1,
  }));
  if (errors.length > 0) return { kind: "error", messages: errors };
  const found = [...context.site.issues.values()].filter(test);
  const newestFirst = (a: Issue, b: Issue) =>
    b.createdMs - a.createdMs || Number(b.id) - Number(a.id);
  found.sort((a, b) => {
    for (const { field, sign } of orders) {
      const [x, y] = [field!.rank(a, context.site), field!.rank(b, context.site)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return newestFirst(a, b);
  });
  return { kind: "issues", issues: found };
}

/** Whether one issue matches; used by webhook filters. Errors count as no match. */
export function matches(query: Query, issue: Issue, context: JqlContext): boolean {
  const errors: string[] = [];
  const test = query.where === null ? () => true : compile(query.where, context, errors);
  return errors.length === 0 && test(issue);
}

function known(name: string, errors: string[]): JqlField | null {
  const field = jqlField(name);
  if (!field)
    errors.push(`Field '${name}' does not exist or you do not have permission to view it.`);
  return field;
}

function compile(clause: Clause, context: JqlContext, errors: string[]): Test {
  if (clause.kind === "terminal") return compileTerminal(clause, context, errors);
  if (clause.kind === "not") {
    const part = compile(clause.part, context, errors);
    return (issue) => !part(issue);
  }
  const parts = clause.parts.map((part) => compile(part, context, errors));
  return clause.kind === "and"
    ? (issue) => parts.every((part) => part(issue))
    : (issue) => parts.some((part) => part(issue));
}

const allowed: Readonly<Record<JqlField["type"], readonly Operator[]>> = {
  value: ["=", "!=", "in", "not in", "is", "is not", "<", "<=", ">", ">="],
  person: ["=", "!=", "in", "not in", "is", "is not"],
  moment: ["=", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"],
  text: ["~", "!~", "is", "is not"],
};

function compileTerminal(
  { field: name, operator, operands }: Terminal,
  context: JqlContext,
  errors: string[],
): Test {
  const field = known(name, errors);
  if (!field) return () => false;
  if (!allowed[field.type].includes(operator)) {
    errors.push(`The operator '${operator}' is not supported by the '${name}' field.`);
    return () => false;
  }
  const wanted = operands.flatMap((operand) => resolve(operand, name, field, context, errors));
  const { site } = context;
  const values = (issue: Issue) => field.values(issue, site);
  const isIn: Test = (issue) =>
    (wanted.includes(EMPTY) && values(issue).length === 0) ||
    values(issue).some((v) => wanted.includes(v));
  const first = wanted[0] ?? "";
  switch (operator) {
    case "=":
    case "in":
    case "is":
      return isIn;
    // As on the host: an issue without a value is not "different from" one.
    case "!=":
    case "not in":
      return (issue) => values(issue).length > 0 && !isIn(issue);
    case "is not":
      return (issue) => !isIn(issue);
    case "~":
      return (issue) => contains(values(issue), first);
    case "!~":
      return (issue) => !contains(values(issue), first);
    default:
      return (issue) =>
        values(issue).length > 0 && compare(field.rank(issue, site), operator, first, field);
  }
}

const EMPTY = "\u0000empty";

/** Every word must occur; a trailing `*` is allowed, as in the host's text search. */
const contains = (texts: readonly string[], wanted: string): boolean =>
  wanted
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => texts.some((text) => text.includes(word.replace(/\*$/, ""))));

function compare(
  rank: number | string,
  operator: "<" | "<=" | ">" | ">=",
  wanted: string,
  field: JqlField,
): boolean {
  const [a, b] = field.type === "moment" ? [Number(rank), Number(wanted)] : [String(rank), wanted];
  if (operator === "<") return a < b;
  if (operator === "<=") return a <= b;
  return operator === ">" ? a > b : a >= b;
}

function resolve(
  operand: Operand,
  name: string,
  field: JqlField,
  context: JqlContext,
  errors: string[],
): string[] {
  if (operand.kind === "empty") return [EMPTY];
  const zone = context.site.tenant.timeZone;
  if (operand.kind === "function") {
    if (/^currentUser$/i.test(operand.name))
      return context.accountId === null ? [] : [context.accountId];
    const moment = momentFunction(operand.name, operand.args[0], context.nowMs, zone);
    if (moment !== null) return [String(moment)];
    errors.push(`Unable to find JQL function '${operand.name}(${operand.args.join(", ")})'.`);
    return [];
  }
  if (field.type === "person") return [operand.value];
  if (field.type !== "moment") return [operand.value.toLowerCase()];
  const moment = writtenMoment(operand.value, context.nowMs, zone);
  if (moment !== null) return [String(moment)];
  errors.push(
    `Date value '${operand.value}' for field '${name}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
  return [];
}
