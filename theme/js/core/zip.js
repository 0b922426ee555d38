/** Zip files. */

import { utf8 } from 'kbgen/core/escape.js';

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

const crc = (bytes) => {
  let sum = -1;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum;
};

const collect = async (source) => new Uint8Array(await new Response(source).arrayBuffer());
const deflate = (bytes) => collect(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')));

const short = (...numbers) => numbers.flatMap((number) => [number & 255, (number >>> 8) & 255]);
const long = (...numbers) => numbers.flatMap((number) => short(number, number >>> 16));

/**
 * Source: PKWARE, APPNOTE.TXT, sections 4.3 and 4.4.
 * @param {[string, string|Uint8Array][]} entries  paths and contents, in the order in which they are written
 * @returns {Promise<Uint8Array>}
 */
export async function zip(entries) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [path, content] of entries) {
    const name = utf8(path);
    const bytes = typeof content === 'string' ? utf8(content) : content;
    const deflated = await deflate(bytes);
    const isDeflated = deflated.length < bytes.length;
    const data = isDeflated ? deflated : bytes;
    // Bit 11: the name is UTF-8. 33 is the first day of 1980, the oldest that can be told.
    const flags = name.length > path.length ? 0x800 : 0;
    const common = [
      ...short(20, flags, isDeflated ? 8 : 0, 0, 33),
      ...long(crc(bytes), data.length, bytes.length),
      ...short(name.length, 0),
    ];
    const head = Uint8Array.from([...long(0x04034b50), ...common]);
    const mode = 0o100644 * 0x10000;
    const entry = [...long(0x02014b50), ...short(0x314), ...common, ...short(0, 0, 0), ...long(mode, offset)];
    files.push(head, name, data);
    directory.push(Uint8Array.from(entry), name);
    offset += head.length + name.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  const end = Uint8Array.from([...long(0x06054b50), ...short(0, 0, count, count), ...long(size, offset), ...short(0)]);
  return collect(new Blob([...files, ...directory, end]));
}
