import { createServer, connect as dial, type Socket } from "node:net";

/** Stands between a store and its database, and can cut the line around the next COMMIT. */
export interface CuttingProxy {
  readonly url: string;
  /** `before` the database hears of the COMMIT, or `after` it has answered, before the answer arrives. */
  cut(moment: "before" | "after"): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let armed: "before" | "after" | null = null;

  const server = createServer((client) => {
    const database = dial(Number(target.port), target.hostname);
    const hangUp = () => {
      client.destroy();
      database.destroy();
    };
    let isAnswerCut = false;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", hangUp).on("close", hangUp);
    }
    client.on("data", (chunk) => {
      const cut = chunk.includes("COMMIT") ? armed : null;
      if (cut) armed = null;
      if (cut === "before") return hangUp();
      isAnswerCut = cut === "after";
      database.write(chunk);
    });
    database.on("data", (chunk) => (isAnswerCut ? hangUp() : client.write(chunk)));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));

  const { port } = server.address() as { port: number };
  return {
    url: url.replace(`:${target.port}/`, `:${port}/`),
    cut(moment) {
      armed = moment;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
