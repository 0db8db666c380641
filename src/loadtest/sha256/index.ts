export { BLOCK_BYTES, STATE_WORDS } from "./compression.ts";
export { LANE_BYTES, Lanes } from "./lanes.ts";
export { LANES } from "./transposition.ts";
