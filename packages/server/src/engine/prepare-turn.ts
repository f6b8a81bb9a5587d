import { readAiSettings } from '../agents/read-ai-settings.ts';
import { readCustomer } from '../contacts/read-customer.ts';
import type { Message } from '../conversations/message.ts';
import { readHistory } from '../conversations/read-history.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import type { ContactType } from '../filters/filter.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { type ChosenModel, chooseModel, costMicros } from './choose-model.ts';
import { claimedTraits } from './claimed-traits.ts';
import { customerOfTurn } from './customer-of-turn.ts';
import type { ModelMessage, TokenUse } from './models/model.ts';
import { personaOfAgent } from './persona-of-agent.ts';
import { buildPrompt, type Prompt } from './prompt/build-prompt.ts';
import type { Customer } from './prompt/customer.ts';
import { insertPrompt, type StoredPrompt } from './prompt-store.ts';
import type { OpenTurn } from './turn.ts';
import { turnHistory } from './turn-history.ts';

/** A turn with all that an answer is made from; the prompt is stored already. */
export interface PreparedTurn {
  turn: OpenTurn;
  customer: Customer;
  prompt: Prompt;
  promptId: string;
  messages: ModelMessage[];
  /** What was said before the question, newest last. */
  before: readonly Message[];
  abilities: Abilities;
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

const HISTORY_MESSAGES = 60;

/** The messages of the turn's conversation up to its question, and what followed it. */
export async function readTalk(deps: Deps, { conversation, question }: OpenTurn) {
  const { workspaceId, id: conversationId } = conversation;
  const all = await readHistory(deps, { workspaceId, conversationId, limit: HISTORY_MESSAGES });
  return {
    before: all.filter(({ seq }) => seq < question.seq),
    after: all.filter(({ seq }) => seq > question.seq),
  };
}

/** Reads whom the turn is about, builds the prompt, chooses who answers, and stores what was seen. */
export async function prepareTurn(deps: Deps, turn: OpenTurn, before: readonly Message[]): Promise<PreparedTurn> {
  const { asked, admitted, agent, conversation, question, images } = turn;
  const { workspace, proof, customFields, context, behavior } = asked;
  const settings = await readAiSettings(deps, workspace.id);
  const knowledge = await readCustomer(deps, {
    workspace,
    contactId: admitted.contactId,
    sessionRowId: admitted.session.id,
    companyId: admitted.companyId,
    trust: admitted.trust,
    claims: claimedTraits(proof, workspace),
  });
  const customer = customerOfTurn(
    workspace,
    agent,
    knowledge,
    { trust: admitted.trust, customFields, context },
    deps.now(),
  );
  const remembers = before.length > 0 || conversation.returning;
  const abilities = abilitiesOf(agent);
  const prompt = buildPrompt({
    agent: personaOfAgent(agent, workspace, settings),
    customer,
    ...abilities,
    behavior,
    history: remembers ? [] : asked.history,
  });
  const messages = turnHistory([...before, images.length > 0 ? { ...question, attachments: [] } : question]);
  const last = messages.at(-1);
  if (last && images.length > 0) last.images = images;

  const unproved = admitted.trust !== 'verified';
  const { model, name: modelName, note } = await chooseModel(deps, workspace.id, settings, { unproved });
  const promptId = newId();
  const stored: StoredPrompt = {
    workspaceId: workspace.id,
    id: promptId,
    conversationId: conversation.id,
    model: modelName,
    system: model ? prompt.system : prompt.customerBlock,
    history: messages.map(({ role, text, images: shown }) => ({
      role,
      text: shown ? `${text}\n(${shown.length} ${shown.length > 1 ? 'pictures' : 'picture'})` : text,
    })),
    unprovedCall: unproved && model !== null,
    createdAt: deps.now().toISOString(),
  };
  await deps.db.transaction((tx) => insertPrompt(tx.sql, stored));
  const { name, email } = customer.person?.values ?? {};
  return {
    ...{ turn, customer, prompt, promptId, messages, before, model, modelName, abilities, note },
    costOf: (usage) => costMicros(settings, usage),
    subject: subjectOf(turn, knowledge.storedAllowed),
    known: { name: Boolean(name), email: Boolean(email) },
  };
}

/** A visitor who has left a name or an e-mail is the lead they left, and nobody else. */
function subjectOf({ admitted, conversation }: OpenTurn, storedAllowed: boolean): PreparedTurn['subject'] {
  if (admitted.contactId === null) return { contactId: conversation.contactId, contactType: 'leads' };
  return { contactId: storedAllowed ? admitted.contactId : null, contactType: 'all' };
}
