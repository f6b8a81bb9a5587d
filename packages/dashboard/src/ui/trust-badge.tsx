import type { Provenance, TrustMark as Trust } from '@halo/wire/dashboard/person.ts';
import type { ValueTrust } from '@halo/wire/sdk/values.ts';
import { classNames } from './class-names.ts';
import { Hint } from './hint.tsx';
import { TRUST_WORDS, TrustMark } from './trust-mark.tsx';
import { proofSentence, provenanceSentence } from './trust-words.ts';

/** How far a person is proven, as mark and word; how, when and by which key on hover or focus. */
export function TrustBadge({ trust, modeOff }: { trust: Trust; modeOff: boolean }) {
  const sentence = proofSentence(trust, modeOff);
  return (
    <Hint content={sentence}>
      <button
        type="button"
        className="inline-flex shrink-0 cursor-default items-center gap-1.5 rounded-full text-note text-ink-soft"
      >
        <TrustMark level={trust.level} quiet={modeOff} />
        {TRUST_WORDS[trust.level]}
      </button>
    </Hint>
  );
}

/** The mark beside a value; its source and age on hover or focus. */
export function ProvenanceMark({ provenance, modeOff }: { provenance: Provenance | null; modeOff: boolean }) {
  const sentence = provenanceSentence(provenance);
  return (
    <Hint content={sentence} side="left">
      <button type="button" aria-label={sentence} className="inline-flex shrink-0 cursor-default rounded-full p-0.5">
        <TrustMark level={provenance?.trust ?? 'anonymous'} quiet={modeOff} size={12} />
      </button>
    </Hint>
  );
}

/** Mark and word without a hint, for table cells and lists. */
export function TrustWord({
  level,
  modeOff,
  className,
}: {
  level: Trust['level'] | ValueTrust;
  modeOff: boolean;
  className?: string;
}) {
  return (
    <span className={classNames('inline-flex shrink-0 items-center gap-1.5 text-ink-soft', className)}>
      <TrustMark level={level} quiet={modeOff} size={12} />
      {TRUST_WORDS[level]}
    </span>
  );
}
