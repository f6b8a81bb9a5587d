import { readResults } from '../actions/read-results.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import type { ContactType } from '../filters/filter.ts';
import { readLanguage } from '../knowledge/read-language.ts';
import type { Abilities } from './abilities.ts';
import { type ChosenModel, chooseModel, costMicros } from './choose-model.ts';
import { composePrompt } from './compose-prompt.ts';
import { languageOf } from './language.ts';
import type { ModelMessage, TokenUse } from './models/model.ts';
import type { Prompt } from './prompt/build-prompt.ts';
import type { Customer } from './prompt/customer.ts';
import { insertPrompt } from './prompt-store.ts';
import type { Language } from './sayings/sayings.ts';
import type { Talked, Turn } from './turn.ts';
import { turnHistory } from './turn-history.ts';

/** A turn with all that an answer is made from; the prompt is stored already. */
export interface PreparedTurn {
  turn: Turn;
  customer: Customer;
  prompt: Prompt;
  promptId: string;
  messages: ModelMessage[];
  /** What was said before the question, newest last. */
  before: readonly Talked[];
  abilities: Abilities;
  /** In which Halo itself speaks. */
  language: Language;
  /** Whom filters are asked about: the stored contact as far as this call may know it. */
  subject: { contactId: string | null; contactType: ContactType };
  /** What is known of the person, so that nobody asks for it again. */
  known: { name: boolean; email: boolean };
  /** null: the built-in answerer speaks. */
  model: ChosenModel['model'];
  modelName: string;
  /** For teammates, where the built-in answerer stands in for a model. */
  note: string | null;
  /** Millionths of a dollar; null where no price is known. */
  costOf(usage: TokenUse): number | null;
}

/** What an answer is made from, as teammates are shown it. The built-in answerer sees the customer and no instructions. */
export interface SeenPrompt {
  model: string;
  system: string;
  history: readonly { role: 'user' | 'assistant'; text: string }[];
}

/**
 * Reads whom the turn is about, builds the prompt, chooses who answers, and stores what was seen; of a rehearsal
 * nothing is stored, and its model counts against the day's whole, not against what visitors may use.
 */
export async function prepareTurn(deps: Deps, turn: Turn, before: readonly Talked[]): Promise<PreparedTurn> {
  const { asked, admitted, agent, conversation, question, images, effects } = turn;
  const { trust, contactId, companyId, session } = admitted;
  const remembers = before.length > 0 || conversation.returning;
  const { settings, knowledge, customer, abilities, prompt } = await composePrompt(deps, {
    ...{ asked, agent, behavior: asked.behavior, history: remembers ? [] : asked.history },
    caller: { trust, contactId, companyId, sessionRowId: session?.id ?? null },
  });
  const results = await readResults(deps, {
    ...{ workspaceId: conversation.workspaceId, conversationId: conversation.id, trust },
    callIds: before.flatMap(({ actions }) => actions.flatMap((each) => (each.type === 'confirmed' ? each.id : []))),
  });
  const messages = turnHistory([...before, images.length > 0 ? { ...question, attachments: [] } : question], results);
  const last = messages.at(-1);
  if (last && images.length > 0) last.images = images;

  const unproved = trust !== 'verified' && effects === 'all';
  const { model, name: modelName, note } = await chooseModel(deps, asked.workspace.id, settings, { unproved });
  const { name, email } = customer.person?.values ?? {};
  const prepared: PreparedTurn = {
    ...{ turn, customer, prompt, promptId: newId(), messages, before, model, modelName, abilities, note },
    costOf: (usage) => costMicros(settings, usage),
    subject: subjectOf(turn, knowledge.storedAllowed),
    known: { name: Boolean(name), email: Boolean(email) },
    language: languageOf(asked.locale, await readLanguage(deps, asked.workspace.id)),
  };
  if (effects === 'all') await store(deps, prepared, unproved && model !== null);
  return prepared;
}

export function seenPrompt({ model, modelName, prompt, messages }: PreparedTurn): SeenPrompt {
  return {
    model: modelName,
    system: model ? prompt.system : prompt.customerBlock,
    history: messages.map(({ role, text, images: shown }) => ({
      role,
      text: shown ? `${text}\n(${shown.length} ${shown.length > 1 ? 'pictures' : 'picture'})` : text,
    })),
  };
}

async function store(deps: Deps, prepared: PreparedTurn, unprovedCall: boolean): Promise<void> {
  const { workspaceId, id: conversationId } = prepared.turn.conversation;
  const createdAt = deps.now().toISOString();
  const { promptId: id } = prepared;
  await deps.db.transaction((tx) =>
    insertPrompt(tx.sql, { workspaceId, id, conversationId, ...seenPrompt(prepared), unprovedCall, createdAt }),
  );
}

/** A visitor who has left a name or an e-mail is the lead they left, and nobody else. */
function subjectOf({ admitted, conversation }: Turn, storedAllowed: boolean): PreparedTurn['subject'] {
  if (admitted.contactId === null) return { contactId: conversation.contactId, contactType: 'leads' };
  return { contactId: storedAllowed ? admitted.contactId : null, contactType: 'all' };
}
