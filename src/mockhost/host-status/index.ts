export { hostStatus } from "./host-status.ts";
