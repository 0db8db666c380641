export { consoleFrame } from "./console-frame.ts";
export { consoleLook } from "./console-look.ts";
export { nowPage } from "./now-page.ts";
export type {
  AddonView,
  CheckView,
  DescriptorView,
  OperationsView,
  SenderView,
  StoreView,
} from "./operations-view.ts";
