import type { Random } from "../../core/chance/index.ts";

/** What a person does on a site. `open`: a page of an add-on; `view`: an item with its panels. */
export type Habit = "open" | "view" | Change;

/** What changes an issue or a page; `move`: from one state to another. */
export type Change = "create" | "edit" | "move" | "comment" | "delete";

/** Out of a hundred times. */
const habits: readonly (readonly [Habit, number])[] = [
  ["open", 38],
  ["view", 27],
  ["create", 8],
  ["edit", 9],
  ["move", 8],
  ["comment", 8],
  ["delete", 2],
];

/** Sites stay as large as they are: below, people create something, above, they delete something. */
const FEW = 5;
const MANY = 300;

/** What somebody does next on a site with so many items. */
export function drawHabit(next: Random, items: number): Habit {
  const habit = weighted(next, habits);
  if (habit === "open") return habit;
  if (items < FEW) return "create";
  return items > MANY && habit === "create" ? "delete" : habit;
}

export function weighted<T>(next: Random, choices: readonly (readonly [T, number])[]): T {
  let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  return (choices.find(([, weight]) => (left -= weight) < 0) ?? choices[0]!)[0];
}

const verbs = ["Simplify", "Speed up", "Redesign", "Translate", "Document", "Test", "Repair"];
const things = [
  "the sign-up form",
  "search",
  "the invoice export",
  "notifications",
  "the weekly report",
  "permissions",
  "the mobile menu",
];
const comments = [
  "I have had a look at this.",
  "Who could take this over?",
  "Done on the branch, please review.",
  "A customer asked about it again.",
  "This can wait until next week.",
];

const oneOf = (next: Random, all: readonly string[]): string =>
  all[Math.floor(next() * all.length)]!;

export const drawTitle = (next: Random): string => `${oneOf(next, verbs)} ${oneOf(next, things)}`;
export const drawComment = (next: Random): string => oneOf(next, comments);
