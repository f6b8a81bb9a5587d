import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../packages/server/src/config.ts';
import type { Deps } from '../packages/server/src/deps.ts';
import { answerBuiltIn } from '../packages/server/src/engine/built-in-answerer/answer.ts';
import { nobody } from '../packages/server/src/engine/built-in-answerer/answer-fixture.ts';
import { quoteFrom } from '../packages/server/src/engine/built-in-answerer/quote.ts';
import { addSource } from '../packages/server/src/knowledge/add-source.ts';
import { browseSources } from '../packages/server/src/knowledge/browse-sources.ts';
import { searchKnowledge } from '../packages/server/src/knowledge/search-knowledge.ts';
import { createLog } from '../packages/server/src/log.ts';
import { openDeps } from '../packages/server/src/open-deps.ts';
import { startUpkeep } from '../packages/server/src/upkeep.ts';
import { createWorkspace } from '../packages/server/src/workspaces/create-workspace.ts';
import { CORPORA, type Corpus, type Question } from './answers/corpus.ts';

/**
 * The built-in answerer over real documentation: how often the right passage is found first and among three, and what is
 * answered: the right quote, another one, a question back, or a human. A ranking is tuned on the even questions of the
 * first corpus, if at all; the odd ones and the other corpus are a check, not a blind set.
 */
export async function answersBench(): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  const config = loadConfig({ HALO_DATA: dataDir, HALO_LOG_LEVEL: 'warn' });
  const { deps, close } = await openDeps(config, createLog(config));
  try {
    await startUpkeep(deps);
    const figures: Record<string, object> = {};
    for (const corpus of CORPORA) figures[corpus.name] = await measure(deps, corpus);
    return figures;
  } finally {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(deps: Deps, corpus: Corpus): Promise<object> {
  const { id: workspaceId } = await createWorkspace(deps, {
    name: corpus.name,
    actor: { kind: 'command_line' },
    serverKeyScopes: [],
  });
  const pages = await addPages(deps, workspaceId, await corpus.files());
  const half = (odd: number) => corpus.questions.filter((_, index) => index % 2 === odd);
  return {
    sources: pages.size,
    all: await ask(deps, workspaceId, pages, corpus.questions),
    even: await ask(deps, workspaceId, pages, half(0)),
    odd: await ask(deps, workspaceId, pages, half(1)),
  };
}

/** Names of pages by the ids of their sources, once all were read. */
async function addPages(deps: Deps, workspaceId: string, files: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const file of files) {
    const bytes = await readFile(file);
    const { id } = await addSource(deps, {
      ...{ kind: 'file', workspaceId, actor: { kind: 'command_line' } },
      ...{ name: `${basename(dirname(file))}-${basename(file)}`, bytes },
    });
    pages.set(id, basename(file).replace(/\.mdx?$/, ''));
  }
  for (;;) {
    const { sources } = await browseSources(deps, workspaceId);
    if (sources.every(({ state }) => state === 'ready')) break;
    await sleep(200);
  }
  return pages;
}

async function ask(
  deps: Deps,
  workspaceId: string,
  pages: Map<string, string>,
  questions: readonly Question[],
): Promise<object> {
  const tally = { questions: 0, first: 0, among_three: 0, right: 0, wrong: 0, asked_back: 0, handed_over: 0 };
  const nowhere = { questions: 0, handed_over: 0 };
  for (const [question, page, heading] of questions) {
    const found = await searchKnowledge(deps, { workspaceId, question, limit: 3 });
    const answer = answerBuiltIn({
      ...{
        message: question,
        customer: nobody,
        workspaceName: 'Bench',
        language: 'en',
        first: false,
        baffledBefore: false,
      },
      quote: quoteFrom(found, { isChosen: false, language: 'en' }),
    });
    if (page === null) {
      nowhere.questions += 1;
      if (answer.knewNothing) nowhere.handed_over += 1;
      continue;
    }
    const fits = found.map(
      (passage) => pages.get(passage.sourceId) === page && isUnder(passage.heading, heading as string),
    );
    tally.questions += 1;
    if (fits[0]) tally.first += 1;
    if (fits.includes(true)) tally.among_three += 1;
    if (answer.sources?.length) tally[fits[0] ? 'right' : 'wrong'] += 1;
    else tally[answer.knewNothing ? 'handed_over' : 'asked_back'] += 1;
    if (!fits[0])
      process.stderr.write(`${question}: wanted ${page} › ${heading}, found ${found[0]?.heading ?? 'nothing'}\n`);
  }
  const share = (part: number) => Math.round((part / tally.questions) * 100) / 100;
  return { recall_at_1: share(tally.first), recall_at_3: share(tally.among_three), ...tally, nowhere };
}

function isUnder(headings: string, wanted: string): boolean {
  const plain = (text: string) => text.replace(/[`*]/g, '').replace(/\s+/g, ' ');
  return plain(headings)
    .split(' › ')
    .some((heading) => heading.startsWith(plain(wanted)));
}
