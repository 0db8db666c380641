import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { installKey, type JwtKey } from "../../../src/core/host/index.ts";

export interface PretendHost {
  readonly url: string;
  /** Signs installations; its public half is served below `/keys`. */
  readonly installKey: JwtKey;
  close(): void;
}

const KEY_ID = "roadmaps-driver";

/** Serves the public key of installations. It has no REST API: every other address answers 503. */
export async function startPretendHost(): Promise<PretendHost> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const server = createServer((request, response) => {
    if (request.url === `/keys/${KEY_ID}`) return response.end(publicKey);
    response.writeHead(503, { "content-type": "application/json" });
    return response.end(`{"errorMessages":["There is no REST API here."],"errors":{}}`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    installKey: installKey(privateKey, KEY_ID),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
