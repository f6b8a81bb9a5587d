import type { PictureSlot } from '@halo/wire/agent-style.ts';
import { LIMITS } from '@halo/wire/limits.ts';

/** The pixels each picture is drawn at, twice over for sharp screens; the round ones are cut to a square. */
const ROOM: Record<PictureSlot, { width: number; height: number; cut: boolean }> = {
  launcher: { width: 128, height: 128, cut: true },
  avatar: { width: 128, height: 128, cut: true },
  logo: { width: 400, height: 144, cut: false },
};

/** Where a picture of this size is drawn in the room of its slot, and how large the drawing is. Never enlarged. */
export function placePicture(slot: PictureSlot, { width, height }: { width: number; height: number }) {
  const room = ROOM[slot];
  const choose = room.cut ? Math.max : Math.min;
  const scale = Math.min(1, choose(room.width / width, room.height / height));
  const drawn = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const side = Math.min(drawn.width, drawn.height);
  const canvas = room.cut ? { width: side, height: side } : drawn;
  return { canvas, drawn, x: (canvas.width - drawn.width) / 2, y: (canvas.height - drawn.height) / 2 };
}

/**
 * A picture as small as the widget needs it, as a data URL. What else the file said, such as where a photo was taken,
 * is gone. Fails for what is no picture.
 */
export async function shrinkPicture(slot: PictureSlot, file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const { canvas: size, drawn, x, y } = placePicture(slot, bitmap);
  const canvas = Object.assign(document.createElement('canvas'), size);
  canvas.getContext('2d')?.drawImage(bitmap, x, y, drawn.width, drawn.height);
  bitmap.close();
  const png = canvas.toDataURL('image/png');
  return png.length * 0.75 < LIMITS.agentPictureBytes ? png : canvas.toDataURL('image/jpeg', 0.85);
}
