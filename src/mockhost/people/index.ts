export type { PeopleParts } from "./do-something.ts";
export { officeWeight } from "./office-hours.ts";
export { type PeopleAtWork, peopleAtWork } from "./people-at-work.ts";
export type { ServiceCall, WorkCounts, WorkPlan } from "./work-plan.ts";
