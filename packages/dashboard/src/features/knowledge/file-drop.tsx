import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import { Upload } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useKnowledgeChange } from './knowledge-queries.ts';

/** Takes files, by choosing or by dropping, and sends them one after the other. */
export function FileDrop({ workspaceId }: { workspaceId: string }) {
  const id = useId();
  const change = useKnowledgeChange(workspaceId);
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<string[]>([]);
  const take = async (files: File[]) => {
    setTooLarge(files.filter(({ size }) => size > KNOWLEDGE_LIMITS.fileBytes).map(({ name }) => name));
    for (const file of files.filter(({ size }) => size <= KNOWLEDGE_LIMITS.fileBytes)) {
      const body = { name: file.name.slice(-KNOWLEDGE_LIMITS.titleCharacters), data: await inBase64(file) };
      await change.mutateAsync({ method: 'POST', parts: ['files'], body }).catch(() => undefined);
    }
  };
  return (
    <div>
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take([...event.dataTransfer.files]);
        }}
        className={classNames(
          'flex cursor-pointer items-center justify-center gap-2 rounded-box border border-dashed border-line-field px-4 py-5 text-body text-ink-soft focus-within:outline-2 focus-within:outline-focus hover:bg-hover',
          over && 'bg-selected',
        )}
      >
        <Upload size={16} aria-hidden="true" />
        {change.isPending ? 'Sending' : 'Drop files here or choose them: text, markdown, HTML, PDF'}
        <input
          id={id}
          type="file"
          multiple
          accept=".txt,.md,.markdown,.mdx,.html,.htm,.pdf"
          className="sr-only"
          onChange={({ target }) => {
            void take([...(target.files ?? [])]).finally(() => {
              target.value = '';
            });
          }}
        />
      </label>
      {tooLarge.length > 0 && (
        <p role="alert" className="mt-1.5 text-note text-danger-ink">
          {tooLarge.join(', ')}: a file may have {KNOWLEDGE_LIMITS.fileBytes / 1_000_000} MB at most.
        </p>
      )}
    </div>
  );
}

function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
