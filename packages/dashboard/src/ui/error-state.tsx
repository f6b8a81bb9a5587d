import { TriangleAlert } from 'lucide-react';
import { ApiError, kindSentence } from '../api.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

/** A place that could not be loaded: what happened, and the way to try again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div
      role="alert"
      className="flex h-full min-h-56 flex-col items-center justify-center gap-3 px-6 py-10 text-center"
    >
      <TriangleAlert size={20} aria-hidden="true" className="text-danger-ink" />
      <p className="max-w-104 text-body text-ink text-pretty">{kindSentence(error)}</p>
      {retry && <Button onClick={retry}>Try again</Button>}
      {requestId && <RequestId id={requestId} />}
    </div>
  );
}

/** A fault beside a form or in a dialog. */
export function ErrorLine({ error }: { error: unknown }) {
  if (!error) return null;
  const requestId = error instanceof ApiError && error.code === 'internal' ? error.requestId : null;
  return (
    <div role="alert" className="flex flex-col gap-1 rounded-box bg-danger-soft px-3 py-2 text-body text-ink">
      <span className="flex gap-2">
        <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-danger-ink" />
        {kindSentence(error)}
      </span>
      {requestId && <RequestId id={requestId} />}
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-note text-ink-faint">
      Request <code className="font-mono">{id}</code>
      <CopyButton text={id} label="Copy request id" />
    </span>
  );
}
