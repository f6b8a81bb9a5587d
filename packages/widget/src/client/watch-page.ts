import { watchPath } from '../ui/watch-path.ts';
import { pageAddress } from './page-address.ts';

/** Where an automatic event goes. */
export type Note = (
  type: 'page_view' | 'click' | 'form_submit' | 'error',
  detail: { selector?: string; url: string; metadata?: Record<string, unknown> },
) => void;

const MOST_ERRORS = 10;
const CLICKABLE = 'a,button,input,select,textarea,summary,label,[role=button],[role=link],[role=menuitem],[role=tab]';

/** A short way to an element: names of tags, ids and classes only, never a text or a value. */
function selectorOf(element: Element): string {
  const parts: string[] = [];
  for (let at: Element | null = element; at && parts.length < 4; at = at.parentElement) {
    const tag = at.tagName.toLowerCase();
    if (at.id && /^[\w-]{1,60}$/.test(at.id)) {
      parts.unshift(`${tag}#${at.id}`);
      break;
    }
    const classes = [...at.classList].filter((name) => /^[a-zA-Z][\w-]{0,40}$/.test(name)).slice(0, 2);
    parts.unshift([tag, ...classes].join('.'));
  }
  return parts.join(' > ');
}

/** Whether the person has asked not to be followed: Do-Not-Track or Global Privacy Control. */
function asksForPrivacy(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return doNotTrack === '1' || globalPrivacyControl === true;
}

/** Notes page views, clicks, sent forms and errors; never what somebody typed. Returns how to stop. */
export function watchPage(note: Note): () => void {
  if (asksForPrivacy()) return () => {};
  let errors = 0;
  const here = () => pageAddress(location.href);
  const viewed = () => note('page_view', { url: here(), metadata: { referrer: pageAddress(document.referrer) } });
  const clicked = (event: Event) => {
    const target = event.composedPath()[0];
    const element = target instanceof Element ? target.closest(CLICKABLE) : null;
    if (element?.getRootNode() === document) note('click', { selector: selectorOf(element), url: here() });
  };
  const submitted = (event: Event) => {
    if (event.target instanceof Element) note('form_submit', { selector: selectorOf(event.target), url: here() });
  };
  const failed = (event: ErrorEvent) => {
    if (errors++ >= MOST_ERRORS) return;
    const metadata = {
      message: String(event.message).slice(0, 300),
      source: pageAddress(event.filename),
      line: event.lineno,
    };
    note('error', { url: here(), metadata });
  };

  document.addEventListener('click', clicked, true);
  document.addEventListener('submit', submitted, true);
  window.addEventListener('error', failed);
  const stopPath = watchPath(viewed);
  viewed();
  return () => {
    document.removeEventListener('click', clicked, true);
    document.removeEventListener('submit', submitted, true);
    window.removeEventListener('error', failed);
    stopPath();
  };
}
