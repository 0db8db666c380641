export {
  type DerivedWorkload,
  type DerivingChoices,
  deriveWorkload,
  type LeftOut,
} from "./derive-workload.ts";
export { siteValues } from "./site-values.ts";
export * from "./workload.ts";
