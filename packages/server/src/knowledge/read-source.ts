import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import { changePassages } from './change-passages.ts';
import { BETWEEN_HEADINGS, cutIntoPassages } from './cut-into-passages.ts';
import { fetchPage } from './fetch-page.ts';
import { replacePassages, type StoredPassage } from './passage-store.ts';
import { kindOfFile, kindOfMedia, readText } from './read-text.ts';
import { searchWords } from './search-words.ts';
import { FIRST_LANGUAGE, type ReadText, type Source, SourceFault, type SourceReading } from './source.ts';
import { endReading, findContent, findLanguage, findSource, saveProgress } from './source-store.ts';

const MOST_CHARACTERS = 5_000_000;
const MOST_PASSAGES = 5_000;

/**
 * Reads a source and puts what it says in the place of what it said before, at once. What keeps it from being read is
 * noted on the source. May be done twice; a newer version, or the source's removal, makes it store nothing.
 */
export async function readSource(deps: Deps, { workspaceId, sourceId, version }: SourceReading): Promise<void> {
  const source = await findSource(deps.db.sql, workspaceId, sourceId);
  if (source?.version !== version || !(await saveProgress(deps.db.sql, source, 5))) return;
  let read: ReadText;
  try {
    read = await textOf(deps, source);
    if (read.text.trim() === '') throw new SourceFault('There is no text in it.');
    if (read.text.length > MOST_CHARACTERS) throw new SourceFault('There is too much text in it.');
  } catch (error) {
    if (!(error instanceof SourceFault)) deps.log.error({ err: error, sourceId }, 'a source could not be read');
    const fault = error instanceof SourceFault ? error.message : 'It could not be read.';
    await endReading(deps.db.sql, source, { fault }, deps.now());
    return;
  }
  if (!(await saveProgress(deps.db.sql, source, 60))) return;
  await store(deps, source, read);
}

async function textOf(deps: Deps, source: Source): Promise<ReadText> {
  if (source.kind === 'url') {
    const { bytes, mediaType } = await fetchPage(deps, source.address!);
    const kind = kindOfMedia(mediaType);
    if (kind === null) throw new SourceFault('This is neither a page nor a text nor a PDF.');
    return readText(kind, bytes, mediaType);
  }
  const content = await findContent(deps.db.sql, source.workspaceId, source.id);
  if (source.kind === 'article') return { title: null, text: content?.body ?? '' };
  return readText(kindOfFile(source.fileName ?? '') ?? 'text', content?.file ?? new Uint8Array());
}

async function store(deps: Deps, source: Source, { title: own, text }: ReadText): Promise<void> {
  const { workspaceId, id: sourceId, kind } = source;
  const title = (kind === 'article' ? source.title : own || source.title).slice(0, KNOWLEDGE_LIMITS.titleCharacters);
  const titleWords = searchWords(title);
  const passages = cutIntoPassages(text, MOST_PASSAGES).map(
    ({ heading, body }): StoredPassage => ({
      ...{ heading, body },
      words: { title: titleWords, ...headingWords(heading), body: searchWords(body) },
    }),
  );
  await deps.db.transaction(async (tx) => {
    const end = { title, passages: passages.length, characters: text.length };
    // Ending first locks the source: of two readings at once the second waits here.
    if (!(await endReading(tx.sql, source, end, deps.now()))) return;
    const language = (await findLanguage(tx.sql, workspaceId)) ?? FIRST_LANGUAGE;
    await changePassages(deps, tx, workspaceId, () =>
      replacePassages(tx.sql, { workspaceId, sourceId, title, language }, passages),
    );
  });
}

/** What a passage is about is said by the last heading; those above say less. */
function headingWords(heading: string): { above: string; heading: string } {
  const headings = heading.split(BETWEEN_HEADINGS);
  return { heading: searchWords(headings.at(-1) ?? ''), above: searchWords(headings.slice(0, -1).join(' ')) };
}
