export { startMockTarget } from "./start-mock-target.ts";
