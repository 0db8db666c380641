export { startMockTarget } from "./start-mock-target.ts";
export { startService } from "./start-service.ts";
