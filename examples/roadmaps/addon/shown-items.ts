import type { Item } from "./item.ts";
import type { Parts } from "./parts.ts";
import { loadSettings } from "./settings.ts";

/** The items that a tenant wants to see, latest change first; of one project where it is named. */
export async function shownItems(
  { addon, roadmaps }: Parts,
  clientKey: string,
  projectKey: string | undefined,
): Promise<readonly Item[]> {
  const { showDone } = await loadSettings(addon, clientKey);
  return roadmaps.list(clientKey, projectKey).filter((item) => showDone || !item.isDone);
}
