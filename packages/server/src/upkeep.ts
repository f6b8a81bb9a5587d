import { settleStaleCalls } from './actions/settle-stale-calls.ts';
import { FACTS_REBUILD, type FactsRebuild } from './contacts/facts-rebuild.ts';
import { foldAttributeTallies } from './contacts/fold-attribute-tallies.ts';
import { rebuildFacts } from './contacts/rebuild-facts.ts';
import { tallyIdentity } from './contacts/tally-identity.ts';
import { watchRefusals } from './contacts/watch-refusals.ts';
import { completeIdleConversations } from './conversations/complete-idle-conversations.ts';
import { CONTACTED, type Contacted, noteContacted } from './conversations/note-contacted.ts';
import { keepPartitions } from './db/keep-partitions.ts';
import type { Deps } from './deps.ts';
import { embedPassages } from './engine/embed-passages.ts';
import { FILTER_INDEXES, keepFilterIndexes } from './filters/keep-filter-indexes.ts';
import { forgetEndedTokens } from './identity/forget-ended-tokens.ts';
import { trimIdentifyLog } from './identity/trim-identify-log.ts';
import { PASSAGE_EMBEDDING, type PassageEmbedding } from './knowledge/embedding.ts';
import { readSource } from './knowledge/read-source.ts';
import { rereadPages } from './knowledge/reread-pages.ts';
import { SOURCE_READING, type SourceReading } from './knowledge/source.ts';
import { keepRetention } from './privacy/keep-retention.ts';
import { judgeCompanyMembers } from './segments/judge-company-members.ts';
import { judgeContact } from './segments/judge-contact.ts';
import {
  COMPANY_MEMBERS,
  CONTACTS_TO_JUDGE,
  type CompanyMembers,
  type ContactToJudge,
} from './segments/judging-jobs.ts';
import { rebuildSegment, SEGMENT_REBUILD, type SegmentRebuild } from './segments/rebuild-segment.ts';
import { reconcileSegments } from './segments/reconcile-segments.ts';
import { SEGMENT_SWEEP, sweepSegments } from './segments/sweep-segments.ts';
import { linkLateClaims } from './tickets/link-late-claims.ts';
import { readOlderTickets } from './tickets/read-older-tickets.ts';
import { wakeSnoozedTickets } from './tickets/wake-snoozed-tickets.ts';

interface Chore {
  queue: string;
  /** When, as cron in UTC; once for all processes together. */
  cron: string;
  run(deps: Deps): Promise<unknown>;
}

/** What Halo does by the clock. Every chore may be done twice and be done late. */
const CHORES: Chore[] = [
  { queue: 'fold-attribute-tallies', cron: '* * * * *', run: foldAttributeTallies },
  { queue: 'complete-idle-conversations', cron: '* * * * *', run: completeIdleConversations },
  { queue: 'link-late-claims', cron: '* * * * *', run: linkLateClaims },
  { queue: 'wake-snoozed-tickets', cron: '* * * * *', run: wakeSnoozedTickets },
  { queue: 'settle-stale-calls', cron: '* * * * *', run: settleStaleCalls },
  { queue: 'read-older-tickets', cron: '* * * * *', run: readOlderTickets },
  { queue: 'tally-identity', cron: '* * * * *', run: tallyIdentity },
  { queue: 'watch-refusals', cron: '* * * * *', run: watchRefusals },
  { queue: SEGMENT_SWEEP, cron: '* * * * *', run: sweepSegments },
  { queue: FILTER_INDEXES, cron: '37 2 * * *', run: keepFilterIndexes },
  { queue: 'reconcile-segments', cron: '7 3 * * *', run: reconcileSegments },
  { queue: 'reread-pages', cron: '13 4 * * *', run: rereadPages },
  { queue: 'keep-partitions', cron: '17 * * * *', run: keepPartitions },
  { queue: 'trim-identify-log', cron: '27 * * * *', run: (deps) => trimIdentifyLog(deps) },
  { queue: 'keep-retention', cron: '47 * * * *', run: keepRetention },
  { queue: 'forget-ended-tokens', cron: '37 * * * *', run: forgetEndedTokens },
];

interface Errand {
  queue: string;
  run(deps: Deps, data: unknown): Promise<unknown>;
}

/** What Halo does when it was asked to: somebody put a job into the queue. An errand, too, may be done twice. */
const ERRANDS: Errand[] = [
  { queue: FACTS_REBUILD, run: (deps, data) => rebuildFacts(deps, data as FactsRebuild) },
  { queue: SEGMENT_REBUILD, run: (deps, data) => rebuildSegment(deps, data as SegmentRebuild) },
  { queue: COMPANY_MEMBERS, run: (deps, data) => judgeCompanyMembers(deps, data as CompanyMembers) },
  { queue: CONTACTS_TO_JUDGE, run: (deps, data) => judgeContact(deps, data as ContactToJudge) },
  { queue: CONTACTED, run: (deps, data) => noteContacted(deps, data as Contacted) },
  { queue: PASSAGE_EMBEDDING, run: (deps, data) => embedPassages(deps, data as PassageEmbedding) },
  { queue: SOURCE_READING, run: (deps, data) => readSource(deps, data as SourceReading) },
];

/** Begins the upkeep of this installation, partitions first: a server that was off for weeks needs them now. */
export async function startUpkeep(deps: Deps): Promise<void> {
  await keepPartitions(deps);
  for (const { queue, cron, run } of CHORES) {
    await deps.jobs.work(queue, async () => {
      await run(deps);
    });
    await deps.jobs.every(queue, cron);
  }
  for (const { queue, run } of ERRANDS) {
    await deps.jobs.work(queue, async (jobs) => {
      for (const { data } of jobs) await run(deps, data);
    });
  }
  await deps.jobs.start();
}
