import { LIMITS } from '@halo/wire/limits.ts';

/** A picture a teammate has chosen to send. */
export interface PickedPicture {
  id: string;
  file: File;
}

const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
export const PICTURE_TYPES = TYPES.join(',');

let picked = 0;

/** The pictures so far and those of the files that may be sent, and in words why one was left out. */
export function addPictures(
  before: PickedPicture[],
  files: File[],
): { pictures: PickedPicture[]; fault: string | null } {
  let fault: string | null = null;
  const pictures = [...before];
  for (const file of files) {
    if (!TYPES.includes(file.type)) fault = 'Only PNG, JPEG, WebP and GIF pictures can be sent.';
    else if (file.size > LIMITS.imageBytes) fault = 'This picture is over 5 MB.';
    else if (pictures.length >= LIMITS.images) fault = `A message takes ${LIMITS.images} pictures.`;
    else pictures.push({ id: `picture ${++picked}`, file });
  }
  return { pictures, fault };
}

/** A picture as it travels in JSON. */
export function toDataUrl({ file }: PickedPicture): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
