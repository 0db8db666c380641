export { officeWeight } from "./office-hours.ts";
export { type PeopleAtWork, type PeopleParts, peopleAtWork } from "./people-at-work.ts";
export type { ServiceCall, WorkCounts, WorkPlan } from "./work-plan.ts";
