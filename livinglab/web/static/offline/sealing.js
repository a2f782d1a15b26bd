// Seals what is kept on this device: AES-GCM, with a key drawn from the secret of a link, or one the device makes for itself
// and no script can take out. docs/decisions/0013-offline.md says what that protects against, and what not.

export const CIPHER = { name: "AES-GCM", length: 256 };
export const USES = ["encrypt", "decrypt"];

const bytesOf = (text) => new TextEncoder().encode(text);

/** SHA-256 of a text, as 64 letters. */
export async function digestOf(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(text)));
  return [...digest].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

/** The key of who holds a secret; `purpose` keeps the keys of one secret apart. */
export async function keyOfSecret(secret, purpose, cipher = CIPHER) {
  const drawn = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf(`livinglab ${purpose}`) };
  return crypto.subtle.deriveKey(how, drawn, cipher, false, USES);
}

/** A value (JSON) or bytes, sealed. */
export async function seal(key, value) {
  const whole = value instanceof ArrayBuffer;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = whole ? value : bytesOf(JSON.stringify(value));
  return { iv, whole, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

/** What was sealed. Throws OperationError for another key. */
export async function unseal(key, { iv, whole, bytes }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes);
  return whole ? plain : JSON.parse(new TextDecoder().decode(plain));
}
