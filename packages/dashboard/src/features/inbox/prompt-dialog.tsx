import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { exactTime } from '../../ui/time-words.ts';
import { usePrompt } from './inbox-queries.ts';

interface PromptDialogProps {
  workspaceId: string;
  conversationId: string;
  promptId: string | null;
  onClose: () => void;
}

/** The exact prompt an answer was made from. */
export function PromptDialog({ workspaceId, conversationId, promptId, onClose }: PromptDialogProps) {
  const prompt = usePrompt(workspaceId, conversationId, promptId);
  return (
    <Dialog
      open={promptId !== null}
      onClose={onClose}
      wide
      title="What the AI saw"
      about={prompt.data && `${prompt.data.model}, ${exactTime(prompt.data.createdAt)}`}
    >
      {prompt.data ? (
        <div className="flex flex-col gap-5 pb-3">
          <section>
            <h3 className="mb-1.5 text-list font-strong text-ink">Instructions and customer</h3>
            <CodeBlock code={prompt.data.system} label="Prompt" wrap />
          </section>
          <section>
            <h3 className="mb-1.5 text-list font-strong text-ink">Messages</h3>
            <ol className="flex flex-col gap-3">
              {prompt.data.history.map((message, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a prompt never changes
                <li key={index} className="flex flex-col gap-0.5">
                  <span className="text-note text-ink-faint">{message.role}</span>
                  <span dir="auto" className="font-mono text-list break-words whitespace-pre-wrap text-ink">
                    {message.content}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        </div>
      ) : prompt.error ? (
        <ErrorState error={prompt.error} retry={() => void prompt.refetch()} />
      ) : (
        <RingLoading label="Loading the prompt" />
      )}
    </Dialog>
  );
}
