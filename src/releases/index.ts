export { type Break, checkRelease, type ReleaseCheck } from "./check-release.ts";
