import type { Line, LineEvents } from "../lines/index.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Takes a line that somebody has opened, by saying who is to hear of it. */
export type OnLine = (open: (events: LineEvents) => Line) => void;

export interface Listening {
  readonly port: number;
  /** Takes no more lines; those that are open are left to whoever took them. */
  close(): Promise<void>;
}
