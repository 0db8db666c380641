import { expect, test } from "vitest";
import { giveTurn, newTurnMemory, writeTurn } from "./write-turn.ts";

/** Lets what waits for a turn find out. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

function stage() {
  const memory = newTurnMemory();
  const order: string[] = [];
  const take = async (name: string, owner: number) => {
    await writeTurn(memory, owner).acquire();
    order.push(name);
  };
  return { memory, order, take, give: (owner: number) => writeTurn(memory, owner).give() };
}

test("one writes at a time, and everybody who waits has a turn", async () => {
  const { order, take, give } = stage();
  const takes = [take("a", 1), take("b", 2), take("c", 3)];
  await settle();
  expect(order).toEqual(["a"]);
  give(1);
  await settle();
  expect(order).toHaveLength(2);
  give(order[1] === "b" ? 2 : 3);
  await Promise.all(takes);
  expect(order.toSorted()).toEqual(["a", "b", "c"]);
});

test("nobody ends the turn of another, but that of a thread that has died can be ended", async () => {
  const { memory, order, take, give } = stage();
  await take("dead", 7);
  const waiting = take("next", 2);
  give(2);
  await settle();
  expect(order).toEqual(["dead"]);
  giveTurn(memory, 7);
  await waiting;
});
