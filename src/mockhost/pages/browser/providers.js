/** Tells the bridge what draws a thing of the product for it: flags, dialogs. */
export function register(name, provider) {
  window.connectHost.getFrameworkAdaptor().registerModule({
    getModuleRegistrationName: () => name,
    isEnabled: () => true,
    getProvider: () => provider,
  });
}
