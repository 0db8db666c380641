export { impersonation } from "./impersonation.ts";
