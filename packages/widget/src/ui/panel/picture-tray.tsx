import { useRef, useState } from 'preact/hooks';
import type { ChatPicture } from '../../client/picture.ts';
import { Drawing } from './pictures.tsx';

/** The pictures that wait beside the words, and the ways in. */
export interface PictureDraft {
  pictures: ChatPicture[];
  /** Why a file was left out. */
  fault: string | null;
  /** Takes files in; false when there were none. */
  take(files: FileList | null | undefined): boolean;
  remove(picture: ChatPicture): void;
  clear(): void;
}

const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const MOST = 4;
const MOST_BYTES = 5_000_000;

function readFile(file: File): Promise<ChatPicture> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      const known = (width: number | null, height: number | null) => resolve({ url, width, height });
      createImageBitmap(file).then(
        (bitmap) => {
          known(bitmap.width, bitmap.height);
          bitmap.close();
        },
        () => reject(new Error('no picture')),
      );
    };
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export function usePictureDraft(): PictureDraft {
  const [pictures, setPictures] = useState<ChatPicture[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  // Files are read one after the other's back: what counts is how many were let in.
  const count = useRef(0);

  return {
    pictures,
    fault,
    take(files) {
      if (!files?.length) return false;
      setFault(null);
      for (const file of files) {
        if (!TYPES.includes(file.type)) setFault('Only PNG, JPEG, WebP and GIF pictures can be sent.');
        else if (file.size > MOST_BYTES) setFault('This picture is over 5 MB.');
        else if (count.current >= MOST) setFault(`A message takes ${MOST} pictures.`);
        else {
          count.current += 1;
          readFile(file).then(
            (picture) => setPictures((all) => [...all, picture]),
            () => {
              count.current -= 1;
              setFault('This picture could not be read.');
            },
          );
        }
      }
      return true;
    },
    remove(picture) {
      count.current -= 1;
      setFault(null);
      setPictures((all) => all.filter((one) => one !== picture));
    },
    clear() {
      count.current = 0;
      setFault(null);
      setPictures([]);
    },
  };
}

const nothing = () => Promise.reject(new Error('not sent yet'));

/** The pictures that will go with the message, each with a way to leave it out. */
export function PictureTray({ draft }: { draft: PictureDraft }) {
  return (
    <>
      {draft.pictures.length > 0 && (
        <ul class="tray" aria-label="Pictures to send">
          {draft.pictures.map((picture, index) => (
            <li key={picture.url}>
              <Drawing picture={picture} load={nothing} name={`Picture ${index + 1}`} />
              <button type="button" aria-label={`Remove picture ${index + 1}`} onClick={() => draft.remove(picture)}>
                <svg viewBox="0 0 20 20" aria-hidden="true">
                  <path d="M6 6l8 8M14 6l-8 8" fill="none" stroke="currentColor" stroke-width="2" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      )}
      {draft.fault && (
        <p class="fate failed" role="alert">
          {draft.fault}
        </p>
      )}
    </>
  );
}
