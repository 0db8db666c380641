import type { Advice } from "./advice.ts";

/** Why what people are told, of alerts and incidents, is refused; part of the catalogue. */
export const tellingErrors = {
  "alert.unknown": {
    exit: 2,
    status: 404,
    meaning: "There is no such alert.",
    hint: "`plimsoll alert list` names those that are open.",
  },
  "alert.over": {
    exit: 5,
    status: 409,
    meaning: "The alert is over.",
    hint: "There is nothing to do any more.",
  },
  "alert.acknowledged": {
    exit: 5,
    status: 409,
    meaning: "Somebody has the alert in hand already.",
    hint: "`plimsoll alert list` says who.",
  },
  "alert.no-channel": {
    exit: 5,
    status: 409,
    meaning: "The contract names no channel for alerts.",
    hint: "Write operations.channels and operations.alerts, and publish the contract.",
  },
  "incident.unknown": {
    exit: 2,
    status: 404,
    meaning: "There is no such incident.",
    hint: "`plimsoll incident list` names them.",
  },
  "incident.over": {
    exit: 5,
    status: 409,
    meaning: "The incident is over already.",
    hint: "`plimsoll incident update` opens it again where it is not.",
  },
  "incident.not-over": {
    exit: 5,
    status: 409,
    meaning: "The incident is not over yet.",
    hint: "Resolve it first.",
  },
  "incident.public": {
    exit: 5,
    status: 409,
    meaning: "Everybody sees the incident already.",
    hint: "Update or resolve it.",
  },
  "incident.withdrawn": {
    exit: 5,
    status: 409,
    meaning: "The incident was withdrawn.",
    hint: "Open another where there is one after all.",
  },
  "incident.time-unclear": {
    exit: 2,
    status: 422,
    meaning: "The moment that was given does not fit.",
    hint: "Write a moment that has passed: 2027-01-17T02:00:00Z.",
  },
  "channel.refused": {
    exit: 2,
    status: 500,
    meaning: "What says where people are told cannot be used.",
    hint: "See docs/telling.md: it lists the variables of the environment and what they hold.",
  },
  "effect.unknown": {
    exit: 2,
    status: 404,
    meaning: "No such message is known, or it is done for long.",
    hint: "`plimsoll effects list` names those that are known.",
  },
  "effect.not-ended": {
    exit: 5,
    status: 409,
    meaning: "What is asked for is so already.",
    hint: "`plimsoll effects list` shows how far each message is.",
  },
  "effect.delivered": {
    exit: 5,
    status: 409,
    meaning: "The message has arrived.",
    hint: "Tell people something new instead.",
  },
  "subscriber.unknown": {
    exit: 2,
    status: 404,
    meaning: "There is no such subscriber.",
    hint: "`plimsoll subscriber list` names them; a link in a mail works once.",
  },
  "subscriber.known": {
    exit: 5,
    status: 409,
    meaning: "It is told already.",
    hint: "There is nothing to do.",
  },
  "subscriber.too-many": {
    exit: 5,
    status: 429,
    meaning: "Too many people have asked to be told.",
    hint: "Try again in some hours.",
  },
  "subscriber.no-address": {
    exit: 5,
    status: 503,
    meaning: "It is not known where the public page is, so nobody could confirm.",
    hint: "Start Plimsoll with --public-url.",
  },
  "subscriber.address-refused": {
    exit: 2,
    status: 422,
    meaning: "The address cannot be told of anything.",
    hint: "Give a mail address, or an address that begins with https://.",
  },
  "correction.unknown": {
    exit: 2,
    status: 404,
    meaning: "There is no such correction.",
    hint: "`plimsoll correction list` names them.",
  },
  "correction.withdrawn": {
    exit: 5,
    status: 409,
    meaning: "The correction was withdrawn already.",
    hint: "There is nothing to do.",
  },
  "correction.time-unclear": {
    exit: 2,
    status: 422,
    meaning: "The minutes that were given cannot be disputed.",
    hint: "Write two moments of the last two months: 2027-01-17T02:00:00Z 2027-01-17T02:20:00Z.",
  },
} as const satisfies Record<string, Advice>;
