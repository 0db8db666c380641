/** Longer texts are seldom said twice, and would hold much memory. */
const MOST_CHARACTERS = 500;

/**
 * Gives one string for all that say the same: it is quickly compared, and lets go of the request
 * that it was cut out of. Forgets everything at once when that is too much.
 */
export function interned(most: number): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > MOST_CHARACTERS) return text;
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    known.set(text, text);
    return text;
  };
}
