export { ADDON_FIELD, type FormView, KEY_FIELD } from "./command-form.ts";
export { consoleFrame } from "./console-frame.ts";
export { consoleLook } from "./console-look.ts";
export { deniedPage, enteredPage, leftPage } from "./denied-page.ts";
export { type Answer, nounPage } from "./noun-page.ts";
export { nowPage } from "./now-page.ts";
export type {
  AddonView,
  CheckView,
  DescriptorView,
  OperationsView,
  SenderView,
  StoreView,
} from "./operations-view.ts";
