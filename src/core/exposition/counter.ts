import type { Sample } from "./exposition.ts";

/** Counts events by labels, of which the caller keeps few. */
export class Counter<Labels extends Readonly<Record<string, string>>> {
  readonly #counts = new Map<string, { readonly labels: Labels; value: number }>();

  add(labels: Labels, n = 1): void {
    const key = JSON.stringify(Object.values(labels));
    const known = this.#counts.get(key) ?? { labels, value: 0 };
    this.#counts.set(key, known);
    known.value += n;
  }

  samples(): readonly Sample[] {
    return [...this.#counts.values()].map(({ labels, value }) => ({
      suffix: "_total",
      labels,
      value,
    }));
  }
}
