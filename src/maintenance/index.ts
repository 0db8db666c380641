export { announce, cancel, end, start, windowsList } from "./commands.ts";
export { windowsJob } from "./windows-job.ts";
