export type { FrameStats } from "./frame-book.ts";
export type { OpenedFrame } from "./open-frame.ts";
export { type Pages, pages } from "./pages.ts";
export type { ReadBridgeFile } from "./ports.ts";
