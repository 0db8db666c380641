export { RingLoop } from "./ring-loop.ts";
export type { RingSocket } from "./ring-socket.ts";
export { RingSockets } from "./ring-sockets.ts";
