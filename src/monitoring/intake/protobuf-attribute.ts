import type { PbfReader } from "pbf";
import { MAX_ATTRIBUTES } from "./metrics.ts";
import { double, MalformedProtobuf, message, text, varint } from "./protobuf.ts";

/** Reads one KeyValue into `attributes`; lists and maps are passed over. */
export function readAttribute(attributes: Map<string, string>, pbf: PbfReader): void {
  const attribute = message(pbf, readKeyValue, { key: "", value: null as string | null });
  if (attribute.value !== null) attributes.set(attribute.key, attribute.value);
  if (attributes.size > MAX_ATTRIBUTES)
    throw new MalformedProtobuf(`it gives one thing more than ${MAX_ATTRIBUTES} attributes`);
}

interface AttributeReading {
  key: string;
  value: string | null;
}

function readKeyValue(tag: number, attribute: AttributeReading, pbf: PbfReader): void {
  if (tag === 1) attribute.key = text(pbf);
  if (tag === 2) message(pbf, readAnyValue, attribute);
}

function readAnyValue(tag: number, attribute: AttributeReading, pbf: PbfReader): void {
  if (tag === 1) attribute.value = text(pbf);
  else if (tag === 2) attribute.value = String(varint(pbf) !== 0);
  else if (tag === 3) attribute.value = String(varint(pbf, true));
  else if (tag === 4) attribute.value = String(double(pbf));
}
