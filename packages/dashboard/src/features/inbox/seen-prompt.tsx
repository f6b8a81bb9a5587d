import type { OfferedTool, ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { ReactNode } from 'react';
import { CodeBlock } from '../../ui/code-block.tsx';

interface SeenPromptProps {
  system: string;
  history: readonly { role: string; text: string }[];
  tools: readonly OfferedTool[];
  calls: readonly ToolCall[];
}

/** What an answer was made from, word for word: the tools it used first, then the messages and the whole prompt. */
export function SeenPrompt({ system, history, tools, calls }: SeenPromptProps) {
  return (
    <>
      {calls.length > 0 && (
        <Part title="Tools it called">
          <ol className="flex flex-col gap-3">
            {calls.map((call, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever added
              <Call key={index} call={call} />
            ))}
          </ol>
        </Part>
      )}
      <Part title="Messages">
        <ol className="flex flex-col gap-3">
          {history.map(({ role, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a prompt never changes
            <li key={index} className="flex flex-col gap-0.5">
              <span className="text-note text-ink-faint">{role}</span>
              <span dir="auto" className="font-mono text-list break-words whitespace-pre-wrap text-ink">
                {text}
              </span>
            </li>
          ))}
        </ol>
      </Part>
      <Part title="Instructions and customer">
        {system ? (
          <CodeBlock code={system} label="Prompt" wrap />
        ) : (
          <p className="text-body text-ink-soft">Nothing: the customer is a visitor, and no model was asked.</p>
        )}
      </Part>
      {tools.length > 0 && (
        <Part title="Tools it could call">
          <dl className="flex flex-col gap-2">
            {tools.map(({ name, description, arguments: list = [] }) => (
              <div key={name}>
                <dt className="font-mono text-list break-words text-ink">{name}</dt>
                <dd dir="auto" className="text-list break-words text-ink-soft">
                  {description}
                </dd>
                {list.map((argument) => (
                  <dd key={argument.name} dir="auto" className="ms-4 text-note break-words text-ink-faint">
                    <code className="font-mono text-ink-soft">{argument.name}</code>: {argument.type}
                    {argument.required ? '' : ', may be left out'}
                    {argument.about && `. ${argument.about}`}
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </Part>
      )}
    </>
  );
}

function Call({ call: { name, input, said, found } }: { call: ToolCall }) {
  return (
    <li className="min-w-0 rounded-box border border-line px-3 py-2">
      <p className="font-mono text-list break-words text-ink">
        {name} <span className="text-ink-soft">{givenWords(input)}</span>
      </p>
      {found && found.length > 0 && (
        <ul className="mt-1.5 flex flex-col gap-0.5 text-list text-ink-soft">
          {found.map(({ title, certainty }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two passages may have the same title
            <li key={index} className="flex min-w-0 gap-2">
              <span dir="auto" title={title} className="min-w-0 truncate">
                {title}
              </span>
              <span className="shrink-0 text-ink-faint tabular-nums">{Math.round(certainty * 100)}% certain</span>
            </li>
          ))}
        </ul>
      )}
      <details className="mt-1.5 text-note text-ink-faint">
        <summary className="w-fit cursor-pointer">What it was told</summary>
        <p dir="auto" className="mt-1 font-mono break-words whitespace-pre-wrap text-ink-soft">
          {said}
        </p>
      </details>
    </li>
  );
}

/** What a call was given, `query: refunds` rather than JSON; as it came where it is no whole object. */
function givenWords(input: string): string {
  try {
    const given: unknown = JSON.parse(input);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return input;
    return Object.entries(given)
      .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(', ');
  } catch {
    return input;
  }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-list font-strong text-ink">{title}</h3>
      {children}
    </section>
  );
}
