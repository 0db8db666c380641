export { createTenants, secretOf, siteUrl, type TenantPlan } from "./create-tenants.ts";
export { familyNames, givenNames } from "./names.ts";
export { tenantBook, type WritableTenantBook } from "./tenant-book.ts";
