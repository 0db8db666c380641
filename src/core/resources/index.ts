export { type CounterState, evaluate, type Sample } from "./evaluate.ts";
export { forecastFull } from "./forecast.ts";
export { parseExposition } from "./parse-exposition.ts";
export { isResource, RESOURCES, type Resource, resourceAbout, resourceWords } from "./resource.ts";
export { namesIn, otlpRules, scrapeRules } from "./rules.ts";
export { instanceName, measuredBy, type ResourceUse, resourceSlot, shareAt } from "./slots.ts";
