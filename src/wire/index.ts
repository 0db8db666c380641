import type { CliDeps } from "../cli/index.ts";
import type { Environment } from "./environment.ts";

/** Builds the adapters and joins the parts; nothing else knows everybody. Each part is loaded when it is wanted. */
export const wire = (env: Environment, version: string): CliDeps => ({
  up: async (plan) => (await import("./up.ts")).up(plan, env, version),
  demo: async (plan) => (await import("./demo.ts")).demo(plan, env, version),
  mockhost: async (plan) => (await import("./run-mock-host.ts")).runMockHost(plan),
  load: async (plan, watch) => {
    const { injector } = await import("../adapters/injector/index.ts");
    return injector().inject(plan, [], watch);
  },
  test: async (order, watch) => (await import("./run-test.ts")).runTest(order, watch, env),
  compare: async (order, watch) =>
    (await import("./compare-versions.ts")).compareVersions(order, watch, env),
  keepRun: async (record, place) => (await import("./keep-run.ts")).keepRun(record, place, env),
  keepComparison: async (record, folder) =>
    (await import("./keep-run.ts")).keepComparison(record, folder),
  requirePlace: async (place) => (await import("./keep-run.ts")).requirePlace(place, env),
  holidays: async (code) => (await import("../adapters/holidays/index.ts")).publicHolidays(code),
  examine: async ({ dataFolder }) => (await import("./examine.ts")).examine(dataFolder, env),
  act: async (order) => (await import("./act.ts")).actFor(order, env),
  list: async (order) => (await import("./act.ts")).listFor(order, env),
  link: async (place) => (await import("./act.ts")).linkFor(place),
  actionLink: async (order) => (await import("./act.ts")).actionLinkFor(order),
  guides: async (order) => (await import("./guide.ts")).guidesFor(order, env),
  openRecords: async ({ dataFolder }) =>
    (await import("./records.ts")).openRecords(dataFolder, env),
});
