export type { RingListener } from "./ring-listener.ts";
export type { RingSocket, SocketEvents } from "./ring-socket.ts";
export { RingSockets } from "./ring-sockets.ts";
