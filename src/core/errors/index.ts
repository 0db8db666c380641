export { catalogue, type ErrorCode, type ExitCode } from "./catalogue.ts";
export { errorManual } from "./error-manual.ts";
export { PlimsollError } from "./plimsoll-error.ts";
