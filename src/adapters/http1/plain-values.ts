const PLAIN = /^[\t\x20-\x7e\x80-\xff]*$/;
const MOST_PLACES = 32;

/**
 * Tells whether a header's value is printable Latin-1 and tabs, and so stays within its line. Many
 * values come again in the same place of the next head: those are looked at once. Source: RFC 9110, 5.5.
 */
export function plainValues(): (value: string, place: number) => boolean {
  const latest: string[] = [];
  return (value, place) => {
    if (latest[place] === value) return true;
    if (!PLAIN.test(value)) return false;
    if (place < MOST_PLACES) latest[place] = value;
    return true;
  };
}
