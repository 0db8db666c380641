import { type HmacKey, hmac, hmacKey } from "../../core/host/index.ts";
import { BLOCK_BYTES } from "../sha256/index.ts";
import type { Hashing } from "./hashing.ts";
import { SIGNATURE_CHARACTERS } from "./hmac-lanes.ts";
import type { KeyStates, Signer } from "./sheet.ts";

/** Signs for one tenant with HS256. Source: RFC 2104. */
export class HmacSigner implements Signer {
  readonly characters = SIGNATURE_CHARACTERS;
  readonly states: KeyStates | null;
  readonly #key: HmacKey;

  /** @param hashing null: this processor hashes one text at a time only */
  constructor(secret: string, hashing: Hashing | null) {
    this.#key = hmacKey(secret);
    const after = (at: number) => hashing!.after(null, this.#key.pads, at, at + BLOCK_BYTES);
    this.states = hashing === null ? null : { outer: after(0), inner: after(BLOCK_BYTES) };
  }

  sign(room: Buffer, from: number, to: number): void {
    room.write(hmac(this.#key, room.toString("latin1", from, to)), to + 1, "latin1");
  }
}
