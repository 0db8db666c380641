/** What is drawn for an arrival; each purpose has a chance of its own. */
export const purposes = { scenario: 0, tenant: 1, think: 1_000_000, value: 2_000_000 } as const;

/**
 * A number in [0, 1) that depends on seed, arrival and purpose alone: whoever asks, in whatever
 * order, is told the same, so that a load does not depend on how many injectors share it.
 */
export function draw(seed: number, arrival: number, purpose: number): number {
  let h = mix(seed ^ 0x9e3779b9);
  h = mix(h ^ (arrival | 0));
  h = mix(h ^ ((arrival / 2 ** 32) | 0) ^ Math.imul(purpose + 1, 0x85ebca6b));
  return (h >>> 0) / 2 ** 32;
}

/** MurmurHash3's finalizer: every bit of the input changes half of the output's. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
