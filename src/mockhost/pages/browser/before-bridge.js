// What the bridge expects to find on a page of the host when it loads: jQuery under the name that the
// products give it, the layers of which dialogs are the top one (here they are not made of layers), a
// loader through which it looks for somebody to tell its statistics, and a service for feature
// flags. Here nobody gathers statistics, and every flag is off.
window.AJS = { $: window.jQuery, LayerManager: { global: { getTopLayer: () => null } } };
window.require = () => ({ emitGasV3: () => {} });
window.__FEATUREGATES_JS__ = {
  initializeCompleted: () => true,
  checkGate: () => false,
  getPackageVersion: () => "4.23.4",
};
