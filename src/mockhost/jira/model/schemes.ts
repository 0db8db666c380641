/** What every site has alike: types, states, priorities and the ways between the states. */
export const issueTypes = [
  { id: "10001", name: "Epic", avatarId: 10_307, hierarchyLevel: 1, subtask: false },
  { id: "10002", name: "Story", avatarId: 10_315, hierarchyLevel: 0, subtask: false },
  { id: "10003", name: "Task", avatarId: 10_318, hierarchyLevel: 0, subtask: false },
  { id: "10004", name: "Bug", avatarId: 10_303, hierarchyLevel: 0, subtask: false },
  { id: "10005", name: "Sub-task", avatarId: 10_316, hierarchyLevel: -1, subtask: true },
] as const;

export const statusCategories = [
  { id: 2, key: "new", colorName: "blue-gray", name: "To Do" },
  { id: 4, key: "indeterminate", colorName: "yellow", name: "In Progress" },
  { id: 3, key: "done", colorName: "green", name: "Done" },
] as const;

export const statuses = [
  { id: "10100", name: "To Do", category: statusCategories[0] },
  { id: "10101", name: "In Progress", category: statusCategories[1] },
  { id: "10102", name: "In Review", category: statusCategories[1] },
  { id: "10103", name: "Done", category: statusCategories[2] },
] as const;

/** Every state leads to its neighbours and to Done; Done leads back to To Do. */
export const transitions = [
  { id: "11", name: "Start progress", from: ["10100"], to: "10101" },
  { id: "21", name: "Ask for review", from: ["10101"], to: "10102" },
  { id: "31", name: "Stop progress", from: ["10101", "10102"], to: "10100" },
  { id: "41", name: "Done", from: ["10100", "10101", "10102"], to: "10103" },
  { id: "51", name: "Reopen", from: ["10103"], to: "10100" },
] as const;

export const priorities = [
  { id: "1", name: "Highest" },
  { id: "2", name: "High" },
  { id: "3", name: "Medium" },
  { id: "4", name: "Low" },
  { id: "5", name: "Lowest" },
] as const;

export const resolutions = [
  { id: "10000", name: "Done", description: "Work has been completed." },
  { id: "10001", name: "Won't Do", description: "This is not going to be done." },
] as const;

export const projectRoles = [
  { id: 10_002, name: "Administrators" },
  { id: 10_003, name: "Member" },
] as const;

export const issueLinkTypes = [
  { id: "10000", name: "Blocks", inward: "is blocked by", outward: "blocks" },
  { id: "10001", name: "Cloners", inward: "is cloned by", outward: "clones" },
  { id: "10002", name: "Duplicate", inward: "is duplicated by", outward: "duplicates" },
  { id: "10003", name: "Relates", inward: "relates to", outward: "relates to" },
] as const;

/** As one site has it: begun alike everywhere, then changed by whoever administers it. */
export interface IssueLinkType {
  readonly id: string;
  name: string;
  inward: string;
  outward: string;
}

export interface IssueType {
  readonly id: string;
  name: string;
  description: string;
  avatarId: number;
  readonly hierarchyLevel: number;
  readonly subtask: boolean;
}

export type Status = (typeof statuses)[number];
export type Priority = (typeof priorities)[number];
export type Resolution = (typeof resolutions)[number];
