import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../ui/button.tsx';
import type { PickedPicture } from './picked-pictures.ts';

interface PictureTrayProps {
  pictures: PickedPicture[];
  onRemove?: (id: string) => void;
}

/** The pictures that go with a message, small. Drawn, since the page's policy lets no picture in that is not Halo's. */
export function PictureTray({ pictures, onRemove }: PictureTrayProps) {
  if (pictures.length === 0) return null;
  return (
    <ul aria-label="Pictures to send" className="flex flex-wrap gap-2 px-3 py-1.5">
      {pictures.map((picture) => (
        <li key={picture.id} className="relative">
          <Preview picture={picture} />
          {onRemove && (
            <span className="absolute -end-2 -top-2 rounded-full border border-line bg-ground">
              <IconButton label={`Remove ${picture.file.name}`} small onClick={() => onRemove(picture.id)}>
                <X size={12} />
              </IconButton>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Preview({ picture }: { picture: PickedPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    void createImageBitmap(picture.file).then(
      (bitmap) => {
        const place = canvas.current;
        if (place && !gone) {
          const scale = Math.max(place.width / bitmap.width, place.height / bitmap.height);
          const [width, height] = [bitmap.width * scale, bitmap.height * scale];
          place
            .getContext('2d')
            ?.drawImage(bitmap, (place.width - width) / 2, (place.height - height) / 2, width, height);
        }
        bitmap.close();
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      width={128}
      height={128}
      role="img"
      aria-label={picture.file.name}
      className="size-16 rounded-control border border-line bg-sunken"
    />
  );
}
