import { expect, test } from "vitest";
import { Queue } from "./queue.ts";

test("what waits comes out as it came in, also beyond the first size", () => {
  const queue = new Queue<{ readonly n: number }>();
  const [inn, out]: [number[], number[]] = [[], []];
  for (let n = 0; n < 5000; n++) {
    queue.add({ n });
    inn.push(n);
    if (n % 3 === 0) out.push(queue.shift().n);
  }
  while (queue.size > 0) out.push(queue.shift().n);
  expect(out).toEqual(inn);
  expect(queue.first).toBeUndefined();
});
