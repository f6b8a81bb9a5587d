import { counted } from '../../ui/readable-value.ts';
import { costWords, tokenWords } from '../agent/cost-words.ts';
import { SeenPrompt } from '../inbox/seen-prompt.tsx';
import type { RehearsedTurn } from './rehearsed-turn.ts';

const TRUST = { anonymous: 'nothing known', claimed: 'an id without proof', verified: 'proven' } as const;
const REASONS: Record<string, string> = {
  sensitive: 'sensitive',
  not_allowed: 'not on the allow-list',
  no_room: 'no room left',
  company_unverified: 'nobody has proven that they belong to it',
  claimed_for_proven_user: 'a mere claim of somebody whom a token has proven',
};

/** What one answer was made from: the customer first, then the rest of the prompt, word for word. */
export function SeenPanel({ turn: { prompt, tools, calls, done } }: { turn: RehearsedTurn }) {
  if (!prompt) return null;
  const cost = done?.usage && tokenWords(done.usage.inputTokens, done.usage.outputTokens);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <p className="text-list break-words text-ink-soft">
        {prompt.model === 'builtin' ? 'Built-in answerer' : prompt.model}, {TRUST[prompt.trust]}
        {done && `, ${(done.milliseconds / 1_000).toFixed(1)} s`}
        {cost && `, ${cost}`}
        {done && done.costMicros !== null && `, ${costWords(done.costMicros)}`}
      </p>
      {prompt.note && <p className="rounded-box bg-claimed-soft px-3 py-2 text-list text-ink">{prompt.note}</p>}
      <section>
        <h3 className="mb-1.5 text-list font-strong text-ink">Customer</h3>
        {prompt.sections.length === 0 && (
          <p className="text-body text-ink-soft">Nothing is known, so the prompt has no word about the customer.</p>
        )}
        <div className="flex flex-col gap-3">
          {prompt.sections.map(({ title, lines }) => (
            <div key={title} className="min-w-0 rounded-box bg-sunken px-3 py-2">
              <p dir="auto" className="text-list font-strong break-words text-ink">
                {title}
              </p>
              <ul className="text-list text-ink-soft">
                {lines.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a prompt never changes
                  <li key={index} dir="auto" className="break-words">
                    {line}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </section>
      {prompt.omitted.length > 0 && (
        <details className="text-list text-ink-soft">
          <summary className="w-fit cursor-pointer font-strong text-ink">
            {counted(prompt.omitted.length, 'value', 'values')} left out
          </summary>
          <ul className="mt-1.5 flex flex-col gap-0.5">
            {prompt.omitted.map(({ key, reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a prompt never changes
              <li key={index} className="break-words">
                <code className="font-mono text-ink">{key}</code>: {REASONS[reason] ?? reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <SeenPrompt {...{ tools, calls }} system={prompt.system} history={prompt.history} />
    </div>
  );
}
