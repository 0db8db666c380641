import { readFileSync } from "node:fs";
import type { MailSettings } from "../adapters/deliverers/index.ts";
import type { Contract } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { type ChannelAddresses, variableOf } from "../effects/index.ts";
import type { Environment } from "./environment.ts";

/** Where channels lead to, and by what mail leaves. */
export interface ChannelSettings {
  readonly addressOf: ChannelAddresses;
  readonly mail: MailSettings | null;
  readonly allowedPrivate: ReadonlySet<string>;
}

/**
 * PLIMSOLL_CHANNEL_NAME          where the channel leads to: a mail address, a URL, a routing key
 * PLIMSOLL_CHANNEL_NAME_SECRET   what a webhook is signed with: whsk_… or whsec_…
 * PLIMSOLL_SMTP                  smtp://host:port or smtps://user:password@host
 * PLIMSOLL_MAIL_FROM             whom mail is from
 * PLIMSOLL_DKIM_KEY, PLIMSOLL_DKIM_DOMAIN, PLIMSOLL_DKIM_SELECTOR   signs mail; all three or none
 * PLIMSOLL_ALLOW_PRIVATE         host names, with commas, that may be reached although they are private
 *
 * Of each, NAME_FILE may name a file that holds it instead.
 * @throws PlimsollError `channel.refused`
 */
export function channelSettings(env: Environment): ChannelSettings {
  const value = (name: string): string | null => textOf(env, name);
  return {
    addressOf(channel) {
      const to = value(variableOf(channel));
      return to === null ? null : { to, secret: value(`${variableOf(channel)}_SECRET`) };
    },
    mail: mailSettings(value),
    allowedPrivate: new Set(
      (value("PLIMSOLL_ALLOW_PRIVATE") ?? "")
        .split(",")
        .map((host) => host.trim())
        .filter((host) => host !== ""),
    ),
  };
}

/** Channels of a contract that lead nowhere yet, as sentences; none: all of them lead somewhere. */
export function unsetChannels(
  { operations }: Contract,
  { addressOf, mail }: ChannelSettings,
): readonly string[] {
  return Object.entries(operations.channels).flatMap(([name, kind]) => {
    if (addressOf(name) === null)
      return [`Nobody is told by channel ${name}: ${variableOf(name)} is not set.`];
    return kind === "mail" && mail === null
      ? [`Nobody is told by channel ${name}: PLIMSOLL_SMTP and PLIMSOLL_MAIL_FROM are not set.`]
      : [];
  });
}

function textOf(env: Environment, name: string): string | null {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === "") return env[name]?.trim() || null;
  if (env[name]) throw refused(`${name} and ${name}_FILE are both set.`);
  try {
    return readFileSync(file, "utf8").trim() || null;
  } catch (error) {
    throw refused(
      `The file that ${name}_FILE names cannot be read (${(error as { code?: string }).code}).`,
    );
  }
}

function mailSettings(value: (name: string) => string | null): MailSettings | null {
  const smtp = value("PLIMSOLL_SMTP");
  const from = value("PLIMSOLL_MAIL_FROM");
  if (smtp === null && from === null) return null;
  if (smtp === null || from === null)
    throw refused("PLIMSOLL_SMTP and PLIMSOLL_MAIL_FROM go together: one of them is not set.");
  if (!URL.canParse(smtp) || !/^smtps?:$/.test(new URL(smtp).protocol))
    throw refused("PLIMSOLL_SMTP is no address of a mail server: smtps://user:password@host.");
  if (!/^([^<>@\p{Cc}]*<)?[^<>@\s\p{Cc}]+@[^<>@\s\p{Cc}]+>?$/u.test(from))
    throw refused("PLIMSOLL_MAIL_FROM is no mail address: Plimsoll <status@example.com>.");
  const names = ["PLIMSOLL_DKIM_DOMAIN", "PLIMSOLL_DKIM_SELECTOR", "PLIMSOLL_DKIM_KEY"] as const;
  const [domainName, keySelector, privateKey] = names.map(value);
  if (!domainName && !keySelector && !privateKey) return { smtp, from, dkim: null };
  if (!domainName || !keySelector || !privateKey)
    throw refused(`${names.join(", ")} go together: one of them is not set.`);
  return { smtp, from, dkim: { domainName, keySelector, privateKey } };
}

const refused = (message: string): PlimsollError => new PlimsollError("channel.refused", message);
