export {
  act,
  commandNamed,
  type Done,
  type Doors,
  detailOf,
  type ListRequest,
  listOf,
  misread,
  type Request,
  understand,
  wasDone,
} from "./act.ts";
export { type Caller, foreignAddon, local, scopesUpTo } from "./caller.ts";
export type { Capability } from "./capability.ts";
export {
  type Command,
  type Field,
  fieldsOf,
  filtersOf,
  type List,
  type LookedAt,
  MOST_FILE_BYTES,
  type Scope,
  type Told,
} from "./command.ts";
export type { Concern, Concerns } from "./concern.ts";
export type { GuideFacts, GuideJudge, Standing } from "./guide.ts";
export type { Job, JobState, Turn } from "./job.ts";
export { jobs } from "./jobs-list.ts";
export {
  type Context,
  type Decide,
  type Decision,
  type Engine,
  type FieldError,
  type Performed,
  perform,
  type Refusal,
  type VaultedEntry,
} from "./perform.ts";
export { type Known, openProjection, type Projection } from "./projection.ts";
export { type Kept, reading } from "./reading.ts";
export { type Jobs, runJobs } from "./run-jobs.ts";
export type { OverridingState, Section, SectionContext } from "./section.ts";
