import { integer, type Random } from "../../core/chance/index.ts";
import type { OutboundResult, Product } from "../world/index.ts";

/** What a try came to. */
export type Verdict =
  /** 200 or 204: the only success in the host's reliability statistics. */
  | { readonly kind: "success" }
  /** Another status of the second hundred: done, but no success. */
  | { readonly kind: "accepted" }
  | { readonly kind: "retry"; readonly delayMs: number }
  /** A status that says that another try would be no use. */
  | { readonly kind: "refused" }
  /** Every retry failed too. */
  | { readonly kind: "givenUp" };

const MOST_RETRIES = 5;
const RETRIED = new Set([408, 409, 425, 429]);
const SHORTEST_DELAY_MS = 5 * 60_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/**
 * Judges a try and says when the next is due. Only Jira tries again.
 * Source: "Webhooks", Retry policy; the delays are what Connect developers observed.
 */
export function judge(
  result: OutboundResult,
  product: Product,
  retries: number,
  next: Random,
): Verdict {
  if (result.kind === "answered") {
    const { status } = result;
    if (status === 200 || status === 204) return { kind: "success" };
    if (status >= 200 && status < 300) return { kind: "accepted" };
    if (status < 500 && !RETRIED.has(status)) return { kind: "refused" };
  }
  if (product !== "jira" || retries >= MOST_RETRIES) return { kind: "givenUp" };
  const delayMs = SHORTEST_DELAY_MS + integer(next, LONGEST_DELAY_MS - SHORTEST_DELAY_MS);
  return { kind: "retry", delayMs };
}
