import type { Horizon, Issue, Item } from "./item.ts";

/** Items kept per tenant; the longest unchanged go first. */
const MAX_ITEMS = 500;

/** The roadmap of each tenant, in memory. Messages about issues may come twice and out of order. */
export interface Roadmaps {
  /** Adds or renews an issue; an older state of it changes nothing. */
  keep(clientKey: string, issue: Issue, horizon?: Horizon): Item;
  /** Null: there is no such item. */
  move(clientKey: string, id: string, horizon: Horizon): Item | null;
  find(clientKey: string, id: string): Item | null;
  /** Latest change first; of one project where it is named. */
  list(clientKey: string, projectKey?: string): readonly Item[];
  remove(clientKey: string, id: string): void;
  forget(clientKey: string): void;
}

export function roadmaps(): Roadmaps {
  const tenants = new Map<string, Map<string, Item>>();

  const itemsOf = (clientKey: string): Map<string, Item> => {
    const items = tenants.get(clientKey) ?? new Map<string, Item>();
    tenants.set(clientKey, items);
    return items;
  };

  return {
    keep(clientKey, issue, horizon = "later") {
      const items = itemsOf(clientKey);
      const item = renewed(items.get(issue.id), issue, horizon);
      if (!items.has(item.id) && items.size >= MAX_ITEMS) items.delete(longestUnchanged(items).id);
      items.set(item.id, item);
      return item;
    },
    move(clientKey, id, horizon) {
      const item = tenants.get(clientKey)?.get(id);
      if (!item) return null;
      const moved = { ...item, horizon };
      itemsOf(clientKey).set(id, moved);
      return moved;
    },
    find: (clientKey, id) => tenants.get(clientKey)?.get(id) ?? null,
    list: (clientKey, projectKey) =>
      [...(tenants.get(clientKey)?.values() ?? [])]
        .filter((item) => projectKey === undefined || item.projectKey === projectKey)
        .sort((a, b) => b.updatedMs - a.updatedMs),
    remove: (clientKey, id) => void tenants.get(clientKey)?.delete(id),
    forget: (clientKey) => void tenants.delete(clientKey),
  };
}

function renewed(known: Item | undefined, issue: Issue, horizon: Horizon): Item {
  if (known && known.updatedMs > issue.updatedMs) return known;
  return { ...issue, horizon: known?.horizon ?? horizon };
}

const longestUnchanged = (items: ReadonlyMap<string, Item>): Item =>
  [...items.values()].reduce((a, b) => (b.updatedMs < a.updatedMs ? b : a));
