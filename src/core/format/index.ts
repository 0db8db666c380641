export {
  duration,
  durationWords,
  exactDuration,
  milliseconds,
  millisecondsBetween,
} from "./durations.ts";
export { elapsed } from "./elapsed.ts";
export {
  clockWords,
  dateWords,
  dayWords,
  longDay,
  momentWords,
  monthWords,
  shortDay,
} from "./moments.ts";
export {
  between,
  count,
  type Ends,
  exactPercent,
  list,
  percent,
  percentBeside,
  percentBetween,
  plural,
  roundedPercent,
  span,
} from "./numbers.ts";
export { sizeWords } from "./sizes.ts";
