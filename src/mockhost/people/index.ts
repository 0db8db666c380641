export { type PeopleAtWork, peopleAtWork } from "./people-at-work.ts";
