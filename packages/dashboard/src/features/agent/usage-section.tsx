import { DayBars } from '../../ui/day-bars.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useAiUsage } from './agent-queries.ts';
import { costWords, tokenWords } from './cost-words.ts';

/** What models did and cost in the last 30 days. */
export function UsageSection() {
  const { id } = useWorkspace();
  const usage = useAiUsage(id);
  const days = usage.data?.days ?? [];
  const sum = (key: 'calls' | 'inputTokens' | 'outputTokens' | 'costMicros' | 'unpriced') =>
    days.reduce((total, day) => total + day[key], 0);
  return (
    <Section title="Usage" about="Answers of models in the last 30 days, by UTC day.">
      <ErrorLine error={usage.error} />
      {usage.data && (
        <div className="flex flex-col gap-3">
          <div className="overflow-x-auto">
            <DayBars days={days.map(({ day }) => day)} values={days.map(({ calls }) => calls)} of="Calls of models" />
          </div>
          <p className="text-body text-ink-soft">
            {sum('calls') === 0
              ? 'No model was asked yet.'
              : `${sum('calls').toLocaleString('en-GB')} calls, ${tokenWords(sum('inputTokens'), sum('outputTokens'))}, ${costWords(sum('costMicros'))}.`}
            {sum('unpriced') > 0 &&
              ` ${sum('unpriced').toLocaleString('en-GB')} answers without a known price are not in it.`}
          </p>
        </div>
      )}
    </Section>
  );
}
