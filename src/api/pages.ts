import type { List } from "../engine/index.ts";

/** One page of a list. */
export interface Page {
  readonly rows: readonly object[];
  /** What the next page is asked for by; null: there is none. */
  readonly next: string | null;
}

export const MOST_ROWS = 1000;
export const USUAL_ROWS = 100;

/**
 * The page behind `cursor`; null: no cursor of ours. Rows that come and go meanwhile do not shift the
 * pages: a cursor names the last row that was shown, and its place should that row be gone.
 */
export function pageOf(
  list: Pick<List, "idOf">,
  rows: readonly object[],
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Page | null {
  const idOf = list.idOf ?? ((row: object) => String((row as { id?: unknown }).id));
  const from = cursor === null ? 0 : placeBehind(cursor, rows.map(idOf));
  if (from === null) return null;
  const shown = rows.slice(from, from + limit);
  const end = from + shown.length;
  const next = end < rows.length ? cursorOf(end, idOf(rows[end - 1]!)) : null;
  return { rows: shown, next };
}

const cursorOf = (place: number, id: string): string =>
  Buffer.from(JSON.stringify([place, id])).toString("base64url");

function placeBehind(cursor: string, ids: readonly string[]): number | null {
  try {
    const [place, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (!Number.isSafeInteger(place) || (place as number) < 0 || typeof id !== "string")
      return null;
    const found = ids.indexOf(id);
    return found === -1 ? Math.min(place as number, ids.length) : found + 1;
  } catch {
    return null;
  }
}
