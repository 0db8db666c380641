export { type Arrivals, arrivals, type Shard } from "./arrivals.ts";
export { Composer } from "./compose-request.ts";
export { type Fault, faultOfCode, faults } from "./fault.ts";
export type { HostKey } from "./host-signer.ts";
export { Keeper } from "./keeper.ts";
export { type LoadResult, type LoadVerdict, loadResult } from "./load-result.ts";
export type { Injector, InjectorReport, Watch } from "./ports.ts";
export {
  type AnswerFault,
  faultOfAnswer,
  faultOfStatus,
  type KeptAnswer,
  takeFrom,
} from "./read-answer.ts";
export { type LoadOptions, readPlan } from "./read-plan.ts";
export { isThisMachine, readTarget } from "./read-target.ts";
export { RequestBuffer } from "./request-buffer.ts";
export { requestText } from "./request-bytes.ts";
export { ResponseParser } from "./response-parser.ts";
export { rigHealth, type TimedPromise } from "./rig-health.ts";
export { NOT_FOUND, type Session, sessions, thinkMs } from "./session.ts";
export { SheetBook } from "./sheet-book.ts";
export { type Counter, StreamRecorder } from "./stream-recorder.ts";
export { mergeIntervals, mergeStreams, tenantClassOf } from "./stream-tally.ts";
export { quantileMs, type Summary, summarise } from "./summary.ts";
export { emptyTally, mergeTallies, type Starts, tallyRecorder } from "./tally.ts";
export { type StepForm, type WorkForm, workForm } from "./work-form.ts";
