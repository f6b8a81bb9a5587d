import { useRef, useState } from 'preact/hooks';
import type { ChatPicture } from '../../client/picture.ts';
import { fillText } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';
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
  const words = useWords();
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
        if (!TYPES.includes(file.type)) setFault(words.wrongType);
        else if (file.size > MOST_BYTES) setFault(words.tooLarge);
        else if (count.current >= MOST) setFault(fillText(words.tooMany, { n: MOST }));
        else {
          count.current += 1;
          readFile(file).then(
            (picture) => setPictures((all) => [...all, picture]),
            () => {
              count.current -= 1;
              setFault(words.unreadable);
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
  const words = useWords();
  return (
    <>
      {draft.pictures.length > 0 && (
        <ul class="tray" aria-label={words.toSend}>
          {draft.pictures.map((picture, index) => (
            <li key={picture.url}>
              <Drawing picture={picture} load={nothing} name={fillText(words.pictureOf, { n: index + 1 })} />
              <button
                type="button"
                aria-label={fillText(words.removePicture, { n: index + 1 })}
                onClick={() => draft.remove(picture)}
              >
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
