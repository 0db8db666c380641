import { parentPort } from "node:worker_threads";
import { serveMockHost } from "../mockhost-server/index.ts";
import { onEnd } from "../worker-end/index.ts";

const nothing = { status: 200, body: "" };

const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, () => () => nothing);
onEnd(() => server.close());
parentPort?.postMessage(server.origin);
