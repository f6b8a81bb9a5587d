import type { Image } from './image.ts';

export interface ImageSize {
  width: number;
  height: number;
}

/** The pixels of a picture as its head tells them, so that readers can make room before it comes; null if it does not. */
export function measureImage({ mediaType, bytes }: Image): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = READERS[mediaType](view);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch {
    // The head breaks off.
    return null;
  }
}

const READERS: Record<Image['mediaType'], (view: DataView) => ImageSize | null> = {
  'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  'image/gif': (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  'image/jpeg': measureJpeg,
  'image/webp': measureWebp,
};

/** The first frame header of a JPEG, behind segments of any kind. Photos that are stored lying are given as they stand. */
function measureJpeg(view: DataView): ImageSize | null {
  let turned = false;
  for (let at = 2; at < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xe1) turned ||= isTurned(view, at + 4);
    // Of the frame headers, C4, C8 and CC are something else.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Whether the camera's notes ask for a quarter turn. */
function isTurned(view: DataView, at: number): boolean {
  const EXIF = 0x45786966;
  if (view.getUint32(at) !== EXIF) return false;
  const start = at + 6;
  const little = view.getUint16(start) === 0x4949;
  const entries = start + view.getUint32(start + 4, little);
  const count = Math.min(view.getUint16(entries, little), 100);
  for (let index = 0; index < count; index += 1) {
    const entry = entries + 2 + index * 12;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) >= 5;
  }
  return false;
}

function measureWebp(view: DataView): ImageSize | null {
  const kind = view.getUint8(15);
  // "VP8X", "VP8L", "VP8 " differ in their last letter.
  if (kind === 0x58) return { width: read24(view, 24) + 1, height: read24(view, 27) + 1 };
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function read24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
}
