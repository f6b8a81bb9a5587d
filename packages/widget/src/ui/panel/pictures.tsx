import { useEffect, useRef, useState } from 'preact/hooks';
import { type ChatPicture, readPicture } from '../../client/picture.ts';
import { fillText } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';

/** Fetches what the server keeps; fails where it cannot. */
export type LoadPicture = (id: string) => Promise<Blob>;

interface PicturesProps {
  pictures: ChatPicture[];
  load: LoadPicture;
}

/** Where the file does not tell its size, this much room is kept. */
const UNKNOWN = { width: 240, height: 180 };
const MOST = { width: 240, height: 200 };

/** Pictures are drawn: a page's policy may let no address in that could stand in an `img`. */
async function draw(canvas: HTMLCanvasElement, blob: Blob, most: { width: number; height: number }): Promise<void> {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, most.width / bitmap.width, most.height / bitmap.height);
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}

const blobOf = ({ id, url }: ChatPicture, load: LoadPicture) =>
  url ? Promise.resolve(url).then(readPicture) : load(id ?? '');

/** One picture, drawn into the room that is kept for it. */
export function Drawing(props: { picture: ChatPicture; load: LoadPicture; name: string; large?: boolean }) {
  const { picture, load, name, large } = props;
  const place = useRef<HTMLCanvasElement>(null);
  const words = useWords();
  const [failed, setFailed] = useState(false);
  const whole = picture.width && picture.height ? { width: picture.width, height: picture.height } : UNKNOWN;
  const scale = Math.min(1, MOST.width / whole.width, MOST.height / whole.height);

  useEffect(() => {
    const canvas = place.current;
    if (!canvas || failed) return;
    let gone = false;
    const sharp = large ? 1 : devicePixelRatio;
    const most = large ? { width: 2_048, height: 2_048 } : { width: MOST.width * sharp, height: MOST.height * sharp };
    const begin = () =>
      blobOf(picture, load)
        .then((blob) => (gone ? undefined : draw(canvas, blob, most)))
        .catch(() => gone || setFailed(true));
    if (large || picture.url || !('IntersectionObserver' in window)) {
      void begin();
      return () => {
        gone = true;
      };
    }
    const watch = new IntersectionObserver((all) => {
      if (!all.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      void begin();
    });
    watch.observe(canvas);
    return () => {
      gone = true;
      watch.disconnect();
    };
  }, [picture.id, picture.url, failed, large]);

  if (failed) {
    return (
      <p class="fate">
        {words.notLoaded}{' '}
        <button type="button" class="plain" onClick={() => setFailed(false)}>
          {words.tryAgain}
        </button>
      </p>
    );
  }
  const size = { width: `${whole.width * scale}px`, aspectRatio: `${whole.width} / ${whole.height}` };
  return <canvas ref={place} role="img" aria-label={name} {...(large ? {} : { style: size })} />;
}

function Viewer({ picture, load, onClose }: { picture: ChatPicture; load: LoadPicture; onClose(): void }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={words.picture}
      onClose={onClose}
      onClick={() => dialog.current?.close()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Drawing picture={picture} load={load} name={words.picture} large />
      <button type="button" class="icon" aria-label={words.closePicture}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M5 5l10 10M15 5L5 15" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        </svg>
      </button>
    </dialog>
  );
}

/** The pictures of a message; one opens large. */
export function Pictures({ pictures, load }: PicturesProps) {
  const words = useWords();
  const [open, setOpen] = useState<number | null>(null);
  const shown = open === null ? undefined : pictures[open];
  if (pictures.length === 0) return null;
  return (
    <div class="pictures">
      {pictures.map((picture, index) => (
        <button
          key={index}
          type="button"
          aria-label={fillText(words.openPicture, { n: index + 1, all: pictures.length })}
          onClick={() => setOpen(index)}
        >
          <Drawing picture={picture} load={load} name={fillText(words.pictureOf, { n: index + 1 })} />
        </button>
      ))}
      {shown && <Viewer picture={shown} load={load} onClose={() => setOpen(null)} />}
    </div>
  );
}
