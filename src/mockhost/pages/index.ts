export type { FrameStats } from "./frame-book.ts";
export { BRIDGE_LIMIT_MS, type FrameOutcome } from "./frame-load.ts";
export type { OpenedFrame } from "./open-frame.ts";
export { type AskedFrame, type Pages, type PagesParts, pages } from "./pages.ts";
export type { ReadBridgeFile } from "./ports.ts";
