/**
 * The store that atlassian-connect-express keeps its installations in: a map of maps, gone when the
 * process ends. The methods are the ones that its own adapters have.
 */
export function memoryStore() {
  const tenants = new Map<string, Map<string, unknown>>();
  const forge = new Map<string, Map<string, unknown>>();
  const clientKeys = new Map<string, string>();

  const get = async (key: string, clientKey: string) => copy(tenants.get(clientKey)?.get(key));
  const set = async (key: string, value: unknown, clientKey: string) => {
    put(tenants, clientKey, key, value);
    return get(key, clientKey);
  };

  return {
    get,
    set,
    async del(key: string, clientKey: string) {
      tenants.get(clientKey)?.delete(key);
      if (tenants.get(clientKey)?.size === 0) tenants.delete(clientKey);
    },
    async getAllClientInfos() {
      return [...tenants.values()].flatMap((values) => copy(values.get("clientInfo")) ?? []);
    },
    async saveInstallation(value: { readonly installationId?: string }, clientKey: string) {
      if (value.installationId) clientKeys.set(value.installationId, clientKey);
      return set("clientInfo", value, clientKey);
    },
    async getClientSettingsForForgeInstallation(installationId: string) {
      const clientKey = clientKeys.get(installationId);
      return clientKey === undefined ? null : get("clientInfo", clientKey);
    },
    async deleteAssociation(installationId: string) {
      clientKeys.delete(installationId);
    },
    forForgeInstallation: (installationId: string) => ({
      get: async (key: string) => copy(forge.get(installationId)?.get(key)),
      set: async (key: string, value: unknown) => put(forge, installationId, key, value),
      del: async (key: string) => void forge.get(installationId)?.delete(key),
    }),
    isMemoryStore: () => true,
  };
}

/** Null where there is nothing: what callers of a store test for. */
const copy = (value: unknown) => (value === undefined ? null : structuredClone(value));

function put(of: Map<string, Map<string, unknown>>, owner: string, key: string, value: unknown) {
  const values = of.get(owner) ?? new Map<string, unknown>();
  of.set(owner, values.set(key, structuredClone(value)));
}
