export type { ExitCode } from "./advice.ts";
export { catalogue, type ErrorCode } from "./catalogue.ts";
export { errorManual } from "./error-manual.ts";
export { PlimsollError } from "./plimsoll-error.ts";
