import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';

/** Puts text on the clipboard and says so in place for two seconds. */
export function CopyButton({ text, label, words }: { text: string; label: string; words?: boolean }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  // Without https there is no clipboard at all.
  const copy = () =>
    navigator.clipboard
      ? navigator.clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('failed'),
        )
      : setState('failed');
  const said =
    state === 'copied' ? 'Copied' : state === 'failed' ? 'Copying is blocked: select the text instead' : label;
  const icon = state === 'copied' ? <Check size={14} className="text-verified" /> : <Copy size={14} />;
  const announced = (
    <span role="status" className="sr-only">
      {state === 'idle' ? '' : said}
    </span>
  );
  if (words) {
    return (
      <>
        <Button icon={icon} onClick={copy}>
          {said}
        </Button>
        {announced}
      </>
    );
  }
  return (
    <>
      <IconButton label={said} small onClick={copy}>
        {icon}
      </IconButton>
      {announced}
    </>
  );
}
