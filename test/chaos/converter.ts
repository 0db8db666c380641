/** Opens a store, which brings its file up to date, and says so: `node converter.ts '{"file": "…"}'`. */
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";

const { file } = JSON.parse(process.argv[2]!);
console.log("begins");
const store = await openSqliteStore({ file });
console.log("converted");
await store.close();
