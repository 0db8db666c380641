import { createHmac, createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Deliverer, Parcel } from "../../effects/index.ts";
import { deliveryOf, post, type Reach } from "./post.ts";

/** Of an Ed25519 private key in PKCS #8, what stands before its 32 bytes. */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Webhooks as Standard Webhooks has them (github.com/standard-webhooks/standard-webhooks): the id stays the
 * same for each try, and a receiver that knows it already leaves it. The secret is `whsk_…` (Ed25519, `v1a`) or
 * `whsec_…` (HMAC-SHA256, `v1`); several, with a space between, sign while one follows the other.
 */
export const webhookDeliverer = (reach: Reach): Deliverer => ({
  async deliver(parcel, signal) {
    const timestamp = Math.floor(reach.nowMs() / 1000);
    const body = JSON.stringify(bodyOf(parcel));
    const signed = `${parcel.key}.${timestamp}.${body}`;
    const secrets = (parcel.secret ?? "").split(" ").filter((one) => one !== "");
    const keys = secrets.map(keyOf);
    if (keys.includes(null))
      return { kind: "refused", reason: "its secret is neither whsk_… nor whsec_… in base64" };
    const signature = keys.map((key) => signatureOf(key!, signed)).join(" ");
    const headers = {
      "webhook-id": parcel.key,
      "webhook-timestamp": String(timestamp),
      ...(signature === "" ? {} : { "webhook-signature": signature }),
    };
    const answer = await post({ url: parcel.to, headers, body }, reach, signal);
    return deliveryOf(answer, { inDoubt: false });
  },
  close: async () => {},
});

function bodyOf({ message, unsubscribe }: Parcel) {
  const { action, at, ...data } = message;
  return {
    type: `plimsoll.${action}`,
    timestamp: at,
    data: { ...data, ...(unsubscribe === null ? {} : { unsubscribe }) },
  };
}

type SigningKey = { readonly hmac: Buffer } | { readonly ed25519: KeyObject };

/** null: it is none. */
function keyOf(secret: string): SigningKey | null {
  const match = /^(whsec|whsk)_([A-Za-z0-9+/]+={0,2})$/.exec(secret);
  if (match === null) return null;
  const bytes = Buffer.from(match[2]!, "base64");
  if (match[1] === "whsec")
    return bytes.length >= 24 && bytes.length <= 64 ? { hmac: bytes } : null;
  // The seed alone, or the seed with the public key behind it.
  if (bytes.length !== 32 && bytes.length !== 64) return null;
  const der = Buffer.concat([PKCS8_ED25519, bytes.subarray(0, 32)]);
  return { ed25519: createPrivateKey({ key: der, format: "der", type: "pkcs8" }) };
}

const signatureOf = (key: SigningKey, signed: string): string =>
  "hmac" in key
    ? `v1,${createHmac("sha256", key.hmac).update(signed).digest("base64")}`
    : `v1a,${sign(null, Buffer.from(signed), key.ed25519).toString("base64")}`;
