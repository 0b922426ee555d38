/** Bytes of a text file as text. */

/** @param {Uint8Array} bytes  @returns {string} without its mark; what is no Unicode is read as Windows wrote it */
export function decoded(bytes) {
  const mark = bytes[0] * 256 + bytes[1];
  if (mark === 0xFFFE || mark === 0xFEFF) {
    return new TextDecoder(mark === 0xFFFE ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
