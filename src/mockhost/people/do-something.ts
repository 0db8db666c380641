import { pick } from "../../core/chance/index.ts";
import type { PageModule } from "../../core/host/index.ts";
import type { Confluence } from "../confluence/index.ts";
import type { Jira } from "../jira/index.ts";
import type { Pages } from "../pages/index.ts";
import type { World } from "../world/index.ts";
import { confluenceWork } from "./confluence-work.ts";
import { type Change, drawHabit } from "./habits.ts";
import { jiraWork } from "./jira-work.ts";
import { drawPage, drawPanels, openPage } from "./open-pages.ts";
import type { Session } from "./session.ts";
import type { Counts, ServiceCall } from "./work-plan.ts";
import type { Doer } from "./workplace.ts";

export interface PeopleParts {
  readonly pages: Pages;
  readonly jira: Jira;
  readonly confluence: Confluence;
}

/** Lets somebody do one thing; never waits for what comes of it. */
export interface DoSomething {
  (session: Session): void;
  /** Resolves when no page is waited for any more. */
  settled(): Promise<void>;
}

/** An add-on that has stopped answering is not asked for more pages than this at a time. */
const MOST_OPEN = 500;

export function workOn(
  world: World,
  { pages, jira, confluence }: PeopleParts,
  serviceCalls: readonly ServiceCall[],
  counts: Counts,
): DoSomething {
  const workplaces = { jira: jiraWork(jira), confluence: confluenceWork(confluence) };
  const open = new Set<Promise<void>>();

  function load(
    { addonKey, moduleKey }: PageModule,
    { tenant, person, nowMs: doerMs }: Doer,
    viewing: Readonly<Record<string, string>>,
  ): void {
    if (open.size >= MOST_OPEN) {
      counts.skipped++;
      return;
    }
    const { accountId } = person;
    const nowMs = doerMs + world.skewMs(tenant, doerMs);
    const frame = pages.open({ tenant, addonKey, moduleKey, accountId, viewing, nowMs });
    if (frame.kind === "refused") return;
    const loading = openPage(world, tenant, frame, serviceCalls, counts);
    open.add(loading);
    void loading.finally(() => open.delete(loading));
  }

  function act({ tenant, person, next }: Session): void {
    const doer: Doer = { tenant, person, next, nowMs: world.clock.nowMs() };
    if (world.isAway(tenant, doer.nowMs)) {
      counts.skipped++;
      return;
    }
    const workplace = workplaces[tenant.product];
    const habit = drawHabit(next, workplace.size(tenant));
    const modules = pages.modulesOn(tenant);
    if (habit === "open") for (const module of drawPage(modules, doer)) load(module, doer, {});
    else if (habit === "view") {
      const viewing = pick(next, workplace.latest(tenant));
      for (const module of drawPanels(modules, doer)) load(module, doer, viewing);
    } else {
      const done = workplace.change(doer, habit);
      if (done !== null) counts[countOf[done]]++;
    }
  }

  return Object.assign(act, { settled: async () => void (await Promise.all(open)) });
}

const countOf: Readonly<Record<Change, keyof Counts>> = {
  create: "created",
  edit: "edited",
  move: "moved",
  comment: "commented",
  delete: "deleted",
};
