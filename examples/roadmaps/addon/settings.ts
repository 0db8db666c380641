import type { AddOn } from "atlassian-connect-express";

/** What a tenant's administrator chooses. */
export interface Settings {
  readonly showDone: boolean;
}

const KEY = "roadmap-settings";

export const loadSettings = async (addon: AddOn, clientKey: string): Promise<Settings> =>
  (await addon.settings.get<Settings | null>(KEY, clientKey)) ?? { showDone: true };

export const saveSettings = async (addon: AddOn, clientKey: string, settings: Settings) =>
  void (await addon.settings.set<Settings>(KEY, settings, clientKey));

export const forgetTenant = async (addon: AddOn, clientKey: string): Promise<void> => {
  for (const key of [KEY, "clientInfo"]) await addon.settings.del(key, clientKey);
};
