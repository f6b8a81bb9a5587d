import type { InboxMessage } from '@halo/wire/dashboard/inbox.ts';
import { useState } from 'react';
import { inWorkspace } from '../../api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWorkspace } from '../../workspace.tsx';

interface PicturesProps {
  conversationId: string;
  pictures: InboxMessage['attachments'];
}

/** Where the file does not tell its size, this much room is kept. */
const UNKNOWN = { width: 320, height: 240 };
const MOST = { width: 280, height: 220 };

/** The pictures of a message, small, their room kept before they come; one opens large. */
export function Pictures({ conversationId, pictures }: PicturesProps) {
  const workspace = useWorkspace();
  const [open, setOpen] = useState<string | null>(null);
  const address = (id: string) => inWorkspace(workspace.id, 'conversations', conversationId, 'attachments', id);
  const shown = pictures.find(({ id }) => id === open);
  if (pictures.length === 0) return null;
  return (
    <>
      <ul className="mt-1 flex flex-wrap gap-2">
        {pictures.map((picture, index) => (
          <li key={picture.id}>
            <button
              type="button"
              onClick={() => setOpen(picture.id)}
              aria-label={`Open picture ${index + 1} of ${pictures.length}`}
              className="block overflow-hidden rounded-control border border-line bg-sunken"
            >
              <img {...fit(picture)} src={address(picture.id)} alt="" loading="lazy" className="block object-contain" />
            </button>
          </li>
        ))}
      </ul>
      <Dialog open={shown !== undefined} onClose={() => setOpen(null)} title="Picture" wide>
        {shown && <img src={address(shown.id)} alt="Sent in the chat" className="mx-auto block h-auto max-w-full" />}
      </Dialog>
    </>
  );
}

/** The size in which a picture is shown small: never larger than it is. */
function fit({ width, height }: InboxMessage['attachments'][number]) {
  const whole = width && height ? { width, height } : UNKNOWN;
  const scale = Math.min(1, MOST.width / whole.width, MOST.height / whole.height);
  return { width: Math.max(1, Math.round(whole.width * scale)), height: Math.max(1, Math.round(whole.height * scale)) };
}
