export { examinePostgres } from "./examine-postgres.ts";
export { openPostgresStore, type PostgresStoreOptions } from "./open-postgres-store.ts";
