export { checkRelease, type ReleaseCheck } from "./check-release.ts";
