// An independent reading of the device-signature headers: P-256, SHA-256, r‖s in hex.
import { createPublicKey, ECDH, verify } from 'node:crypto';

export function deviceSignatureIsGood(headers) {
  const point = ECDH.convertKey(
    headers['x-dynamic-device-publickey'],
    'prime256v1',
    'hex',
    'hex',
    'uncompressed',
  );
  const coordinate = (from) =>
    Buffer.from(point.slice(from, from + 64), 'hex').toString('base64url');
  const key = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: coordinate(2), y: coordinate(66) },
    format: 'jwk',
  });
  return verify(
    'sha256',
    Buffer.from(headers['x-dynamic-device-nonce']),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(headers['x-dynamic-device-signed-nonce'], 'hex'),
  );
}
