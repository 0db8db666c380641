/** The smallest add-on on atlassian-connect-express: it registers itself with the hosts of its configuration. */
import ace from "atlassian-connect-express";
import express from "express";
import { memoryStore } from "../../examples/roadmaps/addon/memory-store.ts";

type StoreFactory = Parameters<typeof ace.store.register>[1];
ace.store.register("memory", memoryStore as unknown as StoreFactory);
const app = express();
const addon = ace(app);
app.use(express.json());
app.use(addon.middleware());
let isRegistered = false;
app.get("/health", (_request, response) => response.sendStatus(isRegistered ? 204 : 503));
app.delete("/registrations", async (_request, response) => {
  await addon.deregister();
  response.sendStatus(204);
});
app.listen(Number(process.env.PORT), "127.0.0.1", async () => {
  await addon.register();
  isRegistered = true;
});
