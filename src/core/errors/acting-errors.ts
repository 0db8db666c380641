import type { Advice } from "./advice.ts";

/** Why a command of a capability, or whoever asks for it, is refused; part of the catalogue. */
export const actingErrors = {
  "command.unanswered": {
    exit: 2,
    status: 503,
    meaning: "The Plimsoll that is running does not answer, so nobody knows whether it was done.",
    hint: "Look at what is so now; what was done is not done twice.",
  },
  "command.overtaken": {
    exit: 5,
    status: 409,
    meaning: "Others changed the same thing meanwhile, again and again, so nothing was done.",
    hint: "Look at what is so now, and try again.",
  },
  "contract.refused": {
    exit: 1,
    status: 422,
    meaning: "The contract has errors, so it was not published.",
    hint: "Mend what is named; `plimsoll check FILE` names it too.",
  },
  "contract.unknown": {
    exit: 2,
    status: 404,
    meaning: "No such version of the contract was published.",
    hint: "`plimsoll contract list` names those that were.",
  },
  "threshold.not-crossed": {
    exit: 5,
    status: 409,
    meaning: "The threshold is not crossed, so there is nothing to do about it.",
    hint: "`plimsoll thresholds list` shows which are.",
  },
  "command.unknown": {
    exit: 2,
    status: 404,
    meaning: "There is no such command or list.",
    hint: "`plimsoll help` lists the commands; /api/openapi.json describes those of the API.",
  },
  "command.key-reused": {
    exit: 2,
    status: 422,
    meaning: "The Idempotency-Key was used for something else before.",
    hint: "Use a new key for each command; the same only to repeat one.",
  },
  "access.key-missing": {
    exit: 2,
    status: 401,
    meaning: "Nobody may ask without a key, and none was shown.",
    hint: "Send Authorization: Bearer KEY; `plimsoll key create` makes one.",
  },
  "access.key-unknown": {
    exit: 2,
    status: 401,
    meaning: "The key that was shown is not known here.",
    hint: "Check that it is whole and of this Plimsoll; `plimsoll key create` makes another.",
  },
  "access.key-expired": {
    exit: 2,
    status: 401,
    meaning: "The key that was shown has expired.",
    hint: "Make another with `plimsoll key create`.",
  },
  "access.key-revoked": {
    exit: 2,
    status: 401,
    meaning: "The key that was shown was revoked.",
    hint: "Make another with `plimsoll key create`, if there shall be one.",
  },
  "access.session-over": {
    exit: 2,
    status: 401,
    meaning: "The session is over, or Plimsoll was started anew since.",
    hint: "Open a new link: `plimsoll open` prints one.",
  },
  "access.link-over": {
    exit: 2,
    status: 401,
    meaning: "The link was used, or its time is over.",
    hint: "`plimsoll open` prints another.",
  },
  "link.unknown": {
    exit: 2,
    status: 404,
    meaning: "This link is not whole, or was not made here.",
    hint: "Open it as it was sent to you, or ask for another.",
  },
  "link.expired": {
    exit: 2,
    status: 410,
    meaning: "The time of this link is over.",
    hint: "Ask for another.",
  },
  "link.too-long": {
    exit: 2,
    status: 422,
    meaning: "What was given is too long for a link.",
    hint: "Give less, or do it yourself.",
  },
  "access.too-many-failures": {
    exit: 5,
    status: 429,
    meaning: "Too many keys were shown that are not known here.",
    hint: "Wait a minute.",
  },
  "access.scope-missing": {
    exit: 5,
    status: 403,
    meaning: "The key that was shown may not do this.",
    hint: "Use a key with the scope that the message names.",
  },
  "access.addon-foreign": {
    exit: 5,
    status: 403,
    meaning: "The key that was shown is for another add-on.",
    hint: "Use a key of that add-on, or one made with --every-addon.",
  },
  "access.foreign-page": {
    exit: 5,
    status: 403,
    meaning: "A page of another site asked, in the browser of somebody who may.",
    hint: "Ask from a program, or from Plimsoll's own pages.",
  },
  "key.expiry-unclear": {
    exit: 2,
    status: 422,
    meaning: "When the key shall expire cannot be understood.",
    hint: "Write --expires 90d, or --expires never.",
  },
  "key.unknown": {
    exit: 2,
    status: 404,
    meaning: "No key has this id.",
    hint: "`plimsoll key list` shows all of them.",
  },
  "maintenance.time-unclear": {
    exit: 2,
    status: 422,
    meaning:
      "The time of the maintenance cannot be understood, or is not a time that can be announced.",
    hint: "Write --from 'Sun 02:00 Europe/Paris' --for 2h, --from 2027-01-17T02:00Z --for 2h, or --every 'Sun 02:00-03:00 Europe/Paris'.",
  },
  "maintenance.past": {
    exit: 5,
    status: 409,
    meaning: "Maintenance cannot be announced for a time that is over.",
    hint: "What was not announced counts as it was measured; announce the next one ahead.",
  },
  "maintenance.overlapping": {
    exit: 5,
    status: 409,
    meaning: "Other maintenance is announced for a part of this time.",
    hint: "Cancel the other, or choose another time.",
  },
  "tenants.unreadable": {
    exit: 1,
    status: 422,
    meaning: "A file of tenants has rows that cannot be read; none was taken over.",
    hint: "Correct the rows that are named, and import the file again: what is known already is not added twice.",
  },
  "maintenance.late": {
    exit: 5,
    status: 409,
    meaning:
      "The promised notice cannot be kept any more: the maintenance would count as downtime.",
    hint: "Choose a later time, or add --late to announce it all the same.",
  },
  "maintenance.not-promised": {
    exit: 5,
    status: 409,
    meaning: "The contract promises nothing about maintenance: all of it counts as downtime.",
    hint: "Add `sla.maintenance` to the contract, or add --late to announce it all the same.",
  },
  "maintenance.too-long": {
    exit: 5,
    status: 409,
    meaning:
      "The maintenance is longer than the allowance of a whole month: a part would count as downtime.",
    hint: "Shorten it, or add --late to announce it all the same.",
  },
  "maintenance.allowance-used": {
    exit: 5,
    status: 409,
    meaning:
      "The maintenance is longer than what is left of the month's allowance: a part would count as downtime.",
    hint: "Shorten it, choose another month, or add --late to announce it all the same.",
  },
  "maintenance.unknown": {
    exit: 2,
    status: 404,
    meaning: "No maintenance has this id.",
    hint: "Take the id that its announcement gave.",
  },
  "maintenance.too-early": {
    exit: 5,
    status: 409,
    meaning:
      "The maintenance is announced for later: what comes before its time counts as downtime.",
    hint: "Wait, or add --late to begin all the same.",
  },
  "maintenance.already-started": {
    exit: 5,
    status: 409,
    meaning: "Somebody has started this maintenance already.",
    hint: "End it when the work is over.",
  },
  "maintenance.not-started": {
    exit: 5,
    status: 409,
    meaning: "The maintenance has not begun yet, so it cannot end.",
    hint: "Cancel it if it shall not take place.",
  },
  "maintenance.begun": {
    exit: 5,
    status: 409,
    meaning: "The maintenance has begun, so it cannot be cancelled.",
    hint: "End it: what is left of it is then counted like any other time.",
  },
  "maintenance.over": {
    exit: 5,
    status: 409,
    meaning: "The maintenance is over or was cancelled.",
    hint: "Announce another.",
  },
} as const satisfies Record<string, Advice>;
