import type { WireAttachment } from '@halo/wire/sdk/conversations.ts';

/** A picture of a message: `url` holds what this page sends itself, `id` names what the server keeps. */
export interface ChatPicture {
  id?: string;
  /** A data URL. */
  url?: string;
  width: number | null;
  height: number | null;
}

/** What the server says of a message's pictures, beside what this page has of them. */
export function joinPictures(mine: ChatPicture[] = [], theirs: WireAttachment[] = []): ChatPicture[] {
  return theirs.map(({ id, width, height }, index) => ({ id, url: mine[index]?.url, width, height }));
}

/** The bytes inside a data URL, without asking the network, which the page's policy may forbid. */
export function readPicture(url: string): Blob {
  const [head = '', data = ''] = url.split(',');
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5).split(';')[0] });
}
