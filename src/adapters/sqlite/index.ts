export type { CommitLoss } from "./commit-mark.ts";
export { examineSqlite } from "./examine-sqlite.ts";
export { openSqliteStore, type SqliteStoreOptions } from "./open-sqlite-store.ts";
export { giveTurn, newTurnMemory } from "./write-turn.ts";
