import { createHash, randomFillSync } from 'node:crypto';

const random = Buffer.allocUnsafe(8 * 512);
let used = random.length;
let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7: the time in milliseconds, then a counter that makes ids of this process strictly rising, then 62 random
 * bits. Rows written together lie together in their index.
 */
export function newId(): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const high = random.readUInt32BE(used);
  const low = random.readUInt32BE(used + 4);
  used += 8;

  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Half the counter's range is left for ids of the same millisecond.
    sequence = (high >>> 2) & 0x7ff;
  } else if (++sequence > 0xfff) {
    // More than the counter holds, or a clock set back: time runs on from where it was.
    lastMs++;
    sequence = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const version = (0x7000 | sequence).toString(16);
  const variant = (0x8000 | (high >>> 18)).toString(16);
  const tail = (high & 0xffff).toString(16).padStart(4, '0') + low.toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${tail}`;
}

/** No id of before this instant is greater: rows can be walked by age along their key. */
export function idAt(instant: Date): string {
  const time = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** The UUID (version 8) of a name: the same for the same name, and telling nothing of it. */
export function idOfName(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
