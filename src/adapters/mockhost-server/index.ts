export { type MockHostOptions, mockHost, type RunningMockHost } from "./mock-host.ts";
export { type MockHostServer, serveMockHost } from "./serve.ts";
