// A wallet of Solana that lives in this page: an Ed25519 key of WebCrypto, which cannot be read out.

const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// A new wallet as { address, sign }: `sign` turns a text into a signature in base64.
export async function makeWallet() {
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign"]);
  const address = base58(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  const sign = async (text) => {
    const bytes = new TextEncoder().encode(text);
    const signature = await crypto.subtle.sign("Ed25519", keys.privateKey, bytes);
    return btoa(String.fromCharCode(...new Uint8Array(signature)));
  };
  return { address, sign };
}

/// What the wallet's owner reads and signs: EIP-4361, with the names of Solana.
export function signInMessage({ address, nonce, environment }) {
  return [
    `${location.host} wants you to sign in with your Solana account:`,
    address,
    "",
    "Sign in to the Countersign demo. This moves no money.",
    "",
    `URI: ${location.origin}/demo`,
    "Version: 1",
    `Nonce: ${nonce}`,
    `Issued At: ${new Date().toISOString()}`,
    `Request ID: ${environment}`,
  ].join("\n");
}

/// Base 58 as Bitcoin and Solana write it: a leading zero byte is a leading 1.
function base58(bytes) {
  const zeros = bytes.findIndex((byte) => byte !== 0);
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (; number > 0n; number /= 58n) text = DIGITS[Number(number % 58n)] + text;
  return DIGITS[0].repeat(zeros) + text;
}
