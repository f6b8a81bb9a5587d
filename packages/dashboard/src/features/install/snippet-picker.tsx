import type { Snippet } from '@halo/wire/dashboard/install.ts';
import { useNavigate } from '@tanstack/react-router';
import { CodeBlock } from '../../ui/code-block.tsx';

interface SnippetPickerProps {
  label: string;
  snippets: Snippet[];
  chosen: string | undefined;
  /** The search field of the URL that keeps the choice. */
  field: 'app' | 'backend';
}

/** Code for one of several languages, with the workspace's own ids already in it. */
export function SnippetPicker({ label, snippets, chosen, field }: SnippetPickerProps) {
  const navigate = useNavigate({ from: '/$workspaceId/setup/install' });
  const snippet = snippets.find(({ id }) => id === chosen) ?? snippets[0];
  if (!snippet) return null;
  return (
    <div className="flex flex-col gap-2">
      <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-1">
        {snippets.map(({ id, title }) => (
          <label
            key={id}
            className="cursor-pointer rounded-full px-2.5 py-1 text-list text-ink-soft transition-colors duration-[120ms] hover:bg-hover hover:text-ink has-checked:bg-pressed has-checked:font-strong has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={field}
              value={id}
              checked={id === snippet.id}
              onChange={() =>
                void navigate({ search: (before) => ({ ...before, [field]: id }), replace: true, resetScroll: false })
              }
              className="sr-only"
            />
            {title}
          </label>
        ))}
      </div>
      <p className="text-note text-ink-faint">{snippet.where}</p>
      <CodeBlock code={snippet.code} label={`${snippet.title} code`} />
    </div>
  );
}
