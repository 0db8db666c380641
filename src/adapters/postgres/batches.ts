/**
 * Hands items on in batches, one batch at a time: what arrives while a batch is under way makes the
 * next one. Each item's promise settles with its batch.
 */
export function inBatches<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  return (item) => {
    waiting.push(item);
    next ??= running
      .catch(() => {})
      .then(() => {
        const items = waiting;
        waiting = [];
        next = null;
        return (running = work(items));
      });
    return next;
  };
}
