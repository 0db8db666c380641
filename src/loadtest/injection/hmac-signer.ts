import { type HmacKey, hmac, hmacKey } from "../../host/index.ts";
import { BLOCK_BYTES } from "../sha256/index.ts";
import type { Hashing } from "./hashing.ts";
import type { RequestBuffer } from "./request-buffer.ts";
import type { KeyStates, Signer } from "./sheet.ts";

/** Signs for one tenant with HS256. Source: RFC 2104. */
export class HmacSigner implements Signer {
  readonly states: KeyStates | null;
  readonly #key: HmacKey;

  /** @param hashing null: this processor hashes one text at a time only */
  constructor(secret: string, hashing: Hashing | null) {
    this.#key = hmacKey(secret);
    const after = (at: number) => hashing!.after(null, this.#key.pads, at, at + BLOCK_BYTES);
    this.states = hashing === null ? null : { outer: after(0), inner: after(BLOCK_BYTES) };
  }

  sign(request: RequestBuffer, from: number): void {
    const signed = request.room.toString("latin1", from, request.sizeBytes);
    request.addText(`.${hmac(this.#key, signed)}`, "latin1");
  }
}
