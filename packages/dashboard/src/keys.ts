import { useEffect, useRef } from 'react';

/** Every key of the dashboard, in the order `?` shows them. `keys`: "mod+k", "shift+x", or a run such as "g i". */
export const KEYS = {
  palette: { keys: 'mod+k', does: 'Find anything, do anything', group: 'Everywhere' },
  search: { keys: '/', does: 'Search this list', group: 'Everywhere' },
  help: { keys: '?', does: 'Show the keys', group: 'Everywhere' },
  foldRail: { keys: '[', does: 'Fold the left rail', group: 'Everywhere' },
  goInbox: { keys: 'g i', does: 'Go to Inbox', group: 'Go' },
  goContacts: { keys: 'g c', does: 'Go to Contacts', group: 'Go' },
  goCompanies: { keys: 'g o', does: 'Go to Companies', group: 'Go' },
  goAgent: { keys: 'g a', does: 'Go to AI agent', group: 'Go' },
  goAutomations: { keys: 'g u', does: 'Go to Automations', group: 'Go' },
  goSetup: { keys: 'g s', does: 'Go to Setup', group: 'Go' },
  goSettings: { keys: 'g d', does: 'Go to Settings', group: 'Go' },
  next: { keys: 'j', does: 'Next row', group: 'Lists' },
  previous: { keys: 'k', does: 'Previous row', group: 'Lists' },
  select: { keys: 'x', does: 'Select the row', group: 'Lists' },
  back: { keys: 'escape', does: 'Leave the field, then the record', group: 'Lists' },
  reply: { keys: 'r', does: 'Reply', group: 'Conversation' },
  note: { keys: 'n', does: 'Write a note', group: 'Conversation' },
  takeOver: { keys: 't', does: 'Take over, hand back', group: 'Conversation' },
  assignMe: { keys: 'a', does: 'Assign to me', group: 'Conversation' },
  resolve: { keys: 'e', does: 'Resolve, reopen', group: 'Conversation' },
  customer: { keys: 'i', does: 'Show the customer', group: 'Conversation' },
} as const satisfies Record<string, { keys: string; does: string; group: string }>;

export type KeyId = keyof typeof KEYS;

const BY_KEYS = new Map<string, KeyId>(Object.entries(KEYS).map(([id, { keys }]) => [keys, id as KeyId]));
const PREFIXES = new Set([...BY_KEYS.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]!));

export interface Stroke {
  key: string;
  mod: boolean;
  alt: boolean;
  /** The focus is where letters are text, or in something that has keys of its own. */
  typing: boolean;
}

/** What a key stroke means after `pending` (the first key of a run, or ''). Single keys mean nothing while typing. */
export function readStroke(stroke: Stroke, pending: string): { id: KeyId | null; pending: string } {
  const key = stroke.key.toLowerCase();
  if (stroke.alt) return { id: null, pending: '' };
  if (stroke.mod) return { id: BY_KEYS.get(`mod+${key}`) ?? null, pending: '' };
  if (stroke.typing && key !== 'escape') return { id: null, pending: '' };
  if (pending) {
    const id = BY_KEYS.get(`${pending} ${key}`);
    if (id) return { id, pending: '' };
  }
  if (PREFIXES.has(key)) return { id: null, pending: key };
  return { id: BY_KEYS.get(ARROWS[key] ?? key) ?? null, pending: '' };
}

const ARROWS: Record<string, string> = { arrowdown: 'j', arrowup: 'k' };

type Handlers = Partial<Record<KeyId, (event: KeyboardEvent) => void>>;

const listening: { current: Handlers }[] = [];
let pending = '';
let pendingSince = 0;

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key.startsWith('Arrow') && (event.target as Element).closest?.('[data-own-arrows]')) return;
  const floating =
    document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') !== null;
  const stroke = {
    key: event.key,
    mod: event.metaKey || event.ctrlKey,
    alt: event.altKey,
    typing: isTyping(event.target),
  };
  const result = readStroke(stroke, event.timeStamp - pendingSince < 1_200 ? pending : '');
  pending = result.pending;
  pendingSince = event.timeStamp;
  if (!result.id || (floating && result.id !== 'palette')) return;
  const handler = listening.findLast((handlers) => handlers.current[result.id!])?.current[result.id];
  if (!handler) return;
  event.preventDefault();
  handler(event);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Listens to keys while mounted. Of several listeners the one mounted last wins. */
export function useKeys(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    if (listening.length === 0) window.addEventListener('keydown', onKeyDown);
    listening.push(latest);
    return () => {
      listening.splice(listening.indexOf(latest), 1);
      if (listening.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
