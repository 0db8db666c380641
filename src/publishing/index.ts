export { cachedView } from "./cached-view.ts";
export { currently } from "./current-words.ts";
export { type Promising, viewDrawer } from "./draw-up-view.ts";
export { favicon } from "./favicon.ts";
export {
  clockWords,
  count,
  duration,
  durationWords,
  milliseconds,
  momentWords,
  percent,
  percentBeside,
  plural,
  promisedPercent,
} from "./figures.ts";
export { waterOf } from "./frame.ts";
export { type HealthCheck, healthDocument } from "./health-document.ts";
export { type Html, moment, tied } from "./html.ts";
export { loadLine, loadLineFile, type Water } from "./load-line.ts";
export { look } from "./look.ts";
export { objectivePage } from "./objective-page.ts";
export {
  contentSecurityPolicy,
  contentSecurityPolicyOf,
  type Frame,
  type Page,
  renderPage,
} from "./page.ts";
export { type ProblemStatus, problemPage } from "./problem-page.ts";
export { promisePage } from "./promise-page.ts";
export type { PublicView, PublishedAddon } from "./public-view.ts";
export { slaDocument } from "./sla-document.ts";
export { slaJsonSchema } from "./sla-schema.ts";
export { statusPage } from "./status-page.ts";
export { testRunReader } from "./test-runs.ts";
export { verdictMark } from "./verdict-mark.ts";
export { writtenSla } from "./written-sla.ts";
