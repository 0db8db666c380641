/**
 * What an earlier version stored, whose sketches had 160 buckets at most. Minute 7: 0, 20 µs, 0.1, 0.3 and
 * 900 s; minute 8: 0.1 s and a failure of 0.11 s; minute 1439: 1 and 31 s. All against a limit of 400 ms.
 */
export const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));
export const olderBlock = {
  counts: bytesOf("AQMHAJYLBQICAQEBTH98nw=="),
  total: bytesOf(
    "AQkBAQAAAAAAAHlABQQIBAG0pNO8AwAAAAAAAAAAAAAAAAAgjEB9ZwEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACAAAAAAAAAQAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEBCgCw2wYpXI/C9Si8Pylcj8L1KLw/ywEBAR4ViMI=",
  ),
  detail: bytesOf(
    "AZvA6HiSkZWBkQEMKh1YGFlZGKe0r1nLzIAMFHocatMZGUgEjCgU0Zq4mBjh7mFkZORiWNDLNmsmCOy0h9FXGcEyG26zacb0H/qqscceRp9mZGRkQniIgYmJi6FhwkJ+iMAHewht78C4gJFkD9EXMDJwAQBmWc/Z",
  ),
};
