export { createTenants, secretOf } from "./create-tenants.ts";
export { type Directory, directory, type PersonalFacts } from "./directory.ts";
export { type Person, personAt, personByAccountId } from "./person.ts";
export { sharedKey } from "./shared-key.ts";
export { actorOf, siteBook } from "./site-book.ts";
export { tenantBook } from "./tenant-book.ts";
