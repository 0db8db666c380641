export { Counter } from "./counter.ts";
export {
  type Family,
  number,
  openMetrics,
  PROMETHEUS_TYPE,
  prometheusText,
  type Sample,
} from "./exposition.ts";
