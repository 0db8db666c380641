import { parentPort } from "node:worker_threads";
import { serveMockHost } from "../mockhost-server/serve.ts";

const nothing = { status: 200, body: "" };

const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, () => () => nothing);
parentPort?.postMessage(server.origin);
