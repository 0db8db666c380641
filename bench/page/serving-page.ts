import { listen } from "../../src/adapters/listener/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { publicRoutes } from "../../src/api/public.ts";
import { cachedView } from "../../src/publishing/index.ts";
import { good } from "../../src/publishing/testdata/addons.ts";
import { viewOf } from "../../src/publishing/testdata/view.ts";

/** The public face of a good month, drawn up anew as often as in operation. */
const view = cachedView(
  async () => viewOf(good),
  (error) => console.error(error),
  systemClock,
);
const routes = publicRoutes({
  view,
  sections: [],
  guides: async () => [],
  nowMs: Date.now,
  version: "bench",
  checks: async () => [],
  report: (error) => console.error(error),
});
const { url } = await listen(routes.fetch, { host: "127.0.0.1", port: 0 });
process.send?.(url);
