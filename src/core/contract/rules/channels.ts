import { nearest } from "../nearest.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

export const channelRules: readonly Rule[] = [
  rule({
    id: "alerts-unknown-channel",
    severity: "error",
    asks: "Alerts that name channels of operations.channels.",
    source: source.arithmetic,
    needs: ["alerts", "channels"],
    check({ alerts, channels }) {
      const names = Object.keys(channels);
      return (["page", "ticket"] as const).flatMap((kind) =>
        alerts[kind].flatMap((name, at) =>
          names.includes(name)
            ? []
            : {
                path: ["operations", "alerts", kind, at],
                message: `There is no channel ${name}, so nobody would be told.`,
                hint:
                  names.length === 0
                    ? `Write operations.channels: { ${name}: mail }.`
                    : `Name ${nearest(name, names) ?? names.join(" or ")}, or add it to operations.channels.`,
              },
        ),
      );
    },
  }),
];
