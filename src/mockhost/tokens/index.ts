export { type Impersonation, impersonation } from "./impersonation.ts";
