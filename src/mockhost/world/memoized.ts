/** Longer addresses are seldom asked twice, and would hold much memory. */
const MOST_CHARACTERS = 500;

/**
 * Remembers what a function of a request's method and address answers. Forgets everything at once
 * when it has too much to remember: those that come often are soon known again.
 */
export function memoized<T>(
  most: number,
  compute: (method: string, address: string) => T,
): (method: string, address: string) => T {
  const known = new Map<string, Map<string, T>>();
  let size = 0;
  return (method, address) => {
    if (address.length > MOST_CHARACTERS) return compute(method, address);
    const ofMethod = known.get(method);
    const before = ofMethod?.get(address);
    if (before !== undefined) return before;
    const answer = compute(method, address);
    if (size >= most) {
      known.clear();
      size = 0;
    }
    size++;
    const kept = known.get(method);
    if (kept === undefined) known.set(method, new Map([[address, answer]]));
    else kept.set(address, answer);
    return answer;
  };
}
