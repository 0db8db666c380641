export { exponentialGap, integer, pick, type Random, random } from "./random.ts";
export { zipf } from "./zipf.ts";
