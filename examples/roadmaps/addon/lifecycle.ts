import type { Express } from "express";
import { type Parts, route } from "./parts.ts";
import { forgetTenant } from "./settings.ts";

/** What the host tells about an installation; `/installed` itself belongs to the library. */
export function addLifecycle(app: Express, { addon, roadmaps, reading }: Parts): void {
  for (const path of ["/enabled", "/disabled"])
    app.post(path, addon.authenticate(), (_request, response) => void response.status(204).end());

  app.post(
    "/uninstalled",
    addon.authenticateInstall(),
    route(async (request, response) => {
      const { clientKey } = request.context;
      roadmaps.forget(clientKey);
      reading.forget(clientKey);
      await forgetTenant(addon, clientKey);
      response.status(204).end();
    }),
  );
}
