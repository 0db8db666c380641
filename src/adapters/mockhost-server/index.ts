export { type MockHostServer, serveMockHost } from "./serve.ts";
