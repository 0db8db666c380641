import type { Faults } from "../faults/index.ts";
import type { Jira, SiteBook } from "../jira/index.ts";
import type { Lifecycle } from "../lifecycle/index.ts";
import type { Pages } from "../pages/index.ts";
import type { PeopleAtWork } from "../people/index.ts";
import type { Versions } from "../versions/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import type { World } from "../world/index.ts";

/** What the inspector shows and drives. */
export interface InspectorParts {
  readonly world: World;
  readonly lifecycle: Lifecycle;
  readonly versions: Pick<Versions, "install" | "poll" | "apps" | "approve" | "approveShare">;
  readonly faults: Pick<Faults, "add" | "list" | "remove">;
  readonly webhooks: Pick<Webhooks, "counters" | "load">;
  readonly pages: Pick<Pages, "stats">;
  readonly people: PeopleAtWork;
  /** Jira's sites, to find the issue that an event is about. */
  readonly jiraSites: SiteBook;
  /** Who joins and leaves those sites. */
  readonly jiraPeople: Jira["people"];
}
