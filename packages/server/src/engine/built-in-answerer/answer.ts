import type { ChatSource } from '@halo/wire/sdk/chat.ts';
import type { Customer } from '../prompt/customer.ts';
import { visibleCustomer } from '../prompt/customer-block.ts';
import { type Fact, factsOf } from './fact.ts';
import { findErrors, findFacts } from './find-facts.ts';
import { firstNameOf } from './first-name.ts';
import { asksHowTo, intentOf, soundsLikeTrouble } from './intent.ts';
import type { Quote } from './quote.ts';
import { meaningOf, meaningsOf } from './words.ts';

export interface BuiltInQuestion {
  message: string;
  customer: Customer;
  workspaceName: string;
  /** Nothing has been answered in this conversation yet: the person is greeted. */
  first: boolean;
  /** The answer before this one knew nothing (`knewNothing`). */
  baffledBefore: boolean;
  /** What knowledge says to it. */
  quote?: Quote | null;
}

export interface BuiltInAnswer {
  text: string;
  /** Hand the conversation to the team: the person asked, or two answers in a row knew nothing. */
  escalate: 'asked' | 'baffled' | null;
  knewNothing: boolean;
  /** What the answer quotes. */
  sources?: ChatSource[];
}

const OFFER = 'Shall I pass this on to a person? Just say “talk to a human”.';
/** How an answer that knows nothing ends, and how it is known again in the transcript. */
export const KNEW_NOTHING = 'If you like, I pass this on to a person: just say “talk to a human”.';

const LISTED = 14;
/** A question less covered than this was about something else. */
const COVERED = 0.6;
/** Enough to be worth a mention beside something else. */
const TOUCHED = 0.5;
const BARELY_COVERED = 0.3;

/** What people ask of themselves, by the word that answers it when nothing is stored. */
const TOPICS: readonly (readonly [string, string])[] = [
  ['name', 'name'],
  ['email', 'e-mail address'],
  ['plan', 'plan'],
  ['role', 'role'],
  ['company', 'company'],
  ['renewal', 'renewal date'],
  ['signup', 'sign-up date'],
  ['contract', 'contract'],
  ['payment', 'payment terms'],
  ['seat', 'seats'],
  ['phone', 'phone number'],
];

/**
 * Answers without a model, from what may be shown of the customer and what knowledge says, and from nothing else: a pure
 * function of its question. What it says about values is exactly what is stored.
 */
export function answerBuiltIn(question: BuiltInQuestion): BuiltInAnswer {
  const customer = visibleCustomer(question.customer);
  const answer = answerTo(question, customer);
  if (!question.first || answer.greets) return answer;
  const name = firstNameOf(customer.person?.values.name);
  return { ...answer, text: `${name ? `Hi ${name}!` : 'Hello!'} ${answer.text}` };
}

type Reply = BuiltInAnswer & { greets?: boolean };

function answerTo(question: BuiltInQuestion, customer: Customer): Reply {
  const name = firstNameOf(customer.person?.values.name);
  switch (intentOf(question.message)) {
    case 'human':
      return { text: 'Of course.', escalate: 'asked', knewNothing: false };
    case 'identity':
      return known(
        `I am the built-in assistant of ${question.workspaceName}: a program, not a person, and without a language model. I can tell you what I know about your account, and pass you on to a person.`,
      );
    case 'greeting':
      return { ...known(`${name ? `Hi ${name}!` : 'Hello!'} How can I help?`), greets: true };
    case 'thanks':
      return known('You’re welcome. Is there anything else?');
    case 'goodbye':
      return { ...known(`Goodbye${name ? `, ${name}` : ''}!`), greets: true };
    case 'who_am_i':
      return whoAmI(customer, factsOf(customer));
    case 'about_me':
      return overview(factsOf(customer));
    case 'question':
      return lookUp(question, factsOf(customer));
  }
}

function lookUp({ message, baffledBefore, quote }: BuiltInQuestion, facts: Fact[]): Reply {
  const trouble = soundsLikeTrouble(message);
  const errors = findErrors(facts, message);
  if (trouble && errors.facts.length > 0) return withQuote(problems(errors.facts), quote);
  const found = findFacts(facts, message);
  if (quote && (asksHowTo(message) || found.cover < COVERED || !isAboutSelf(message))) return quoted(quote);
  if (asksHowTo(message)) return howTo(found.cover >= TOUCHED ? found.facts : [], baffledBefore);
  if (trouble && found.cover >= TOUCHED) return noProblem(found.facts, facts);
  if (trouble)
    return unknownTrouble(
      facts.filter((fact) => fact.isError),
      baffledBefore,
    );
  if (found.cover >= COVERED) return known(told(found.facts));
  if (found.cover >= BARELY_COVERED) {
    return known(`I am not sure this is what you ask, but here is what I know: ${told(found.facts)} ${OFFER}`);
  }
  return baffled(unknownTopic(message) ?? 'I have no answer to that.', baffledBefore);
}

/** Somebody speaks of themselves or of their team. */
function isAboutSelf(message: string): boolean {
  return /\b(?:my|our|me|i|we|am|mine|us)\b/i.test(message);
}

function quoted({ text, sources }: Quote): Reply {
  return { ...known(text), sources };
}

/** What is on record comes first, and what knowledge says about it after that. */
function withQuote(reply: Reply, quote: Quote | null | undefined): Reply {
  if (!quote || quote.sources.length === 0) return reply;
  return { ...reply, text: `${reply.text}\n\n${quote.text}`, sources: quote.sources };
}

function problems(errors: readonly Fact[]): Reply {
  const [only] = errors;
  if (only && errors.length === 1) {
    return known(
      `There is a problem on record. ${only.sentence} If this does not get you further, I can pass it on to a person.`,
    );
  }
  return known(
    `There are ${errors.length} problems on record:\n${list(errors)}\nIf this does not get you further, I can pass it on to a person.`,
  );
}

/** The question is about something known that reports no error. */
function noProblem(found: readonly Fact[], facts: readonly Fact[]): Reply {
  const errors = facts.filter((fact) => fact.isError && !found.includes(fact));
  const others =
    errors.length > 0 ? `\nThese problems are on record, in case one of them is behind it:\n${list(errors)}` : '';
  return known(`I see no error there. ${told(found)}${others}\n${OFFER}`);
}

function unknownTrouble(errors: readonly Fact[], baffledBefore: boolean): Reply {
  if (errors.length === 0) return baffled('I have no error on record that would explain this.', baffledBefore);
  return known(
    `I have no error on record for exactly that. These problems are on record, in case one of them is behind it:\n${list(errors)}\n${OFFER}`,
  );
}

function howTo(found: readonly Fact[], baffledBefore: boolean): Reply {
  const seen = found.length > 0 ? ` What I can see: ${told(found)}` : '';
  return baffled(`I have no instructions for that.${seen}`, baffledBefore);
}

function baffled(text: string, before: boolean): Reply {
  if (before) return { text, escalate: 'baffled', knewNothing: true };
  return { text: `${text} ${KNEW_NOTHING}`, escalate: null, knewNothing: true };
}

function unknownTopic(message: string): string | null {
  if (!isAboutSelf(message)) return null;
  const asked = meaningsOf(message);
  const topic = TOPICS.find(([word]) => asked.has(meaningOf(word)));
  return topic ? `I do not know your ${topic[1]}: nobody has told me.` : null;
}

function whoAmI(customer: Customer, facts: readonly Fact[]): Reply {
  const about = ['name', 'email', 'role'].flatMap((key) =>
    facts.filter((fact) => fact.scope === 'user' && fact.key === key),
  );
  about.push(...facts.filter((fact) => fact.scope === 'company' && fact.key === 'name'));
  if (about.length > 0) return known(about.map(({ sentence }) => sentence).join(' '));
  const why =
    customer.person && customer.person.level !== 'anonymous'
      ? 'I know no name for you.'
      : 'I do not know who you are: you are not signed in, as far as I can see.';
  return known(why);
}

function overview(all: readonly Fact[]): Reply {
  const facts = all.filter(({ onlyFor }) => onlyFor.length === 0);
  if (facts.length === 0)
    return known('Nothing so far: you are a visitor to me, and the app has told me nothing about you.');
  const more = facts.length > LISTED ? `\n…and ${facts.length - LISTED} more.` : '';
  return known(`This is what I know:\n${list(facts.slice(0, LISTED))}${more}`);
}

function told(facts: readonly Fact[]): string {
  return facts.length > 3 ? `This is on record:\n${list(facts)}\n` : facts.map(({ sentence }) => sentence).join(' ');
}

function list(facts: readonly Fact[]): string {
  return facts
    .map(
      ({ line, scope, key }) =>
        `- ${scope === 'company' && key !== 'name' ? 'Company, ' : ''}${scope === 'company' && key === 'name' ? line.replace(/^[^:]*/, 'Company') : line}`,
    )
    .join('\n');
}

function known(text: string): Reply {
  return { text, escalate: null, knewNothing: false };
}
