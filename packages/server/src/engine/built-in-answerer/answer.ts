import type { ChatSource } from '@halo/wire/sdk/chat.ts';
import type { Customer } from '../prompt/customer.ts';
import { visibleCustomer } from '../prompt/customer-block.ts';
import { fill, type Language, SAYINGS } from '../sayings/sayings.ts';
import { type Fact, factsOf } from './fact.ts';
import { findErrors, findFacts, inEnglish } from './find-facts.ts';
import { firstNameOf } from './first-name.ts';
import { asksHowTo, intentOf, isAboutSelf, soundsLikeTrouble } from './intent.ts';
import type { Quote } from './quote.ts';
import { type Told, teller } from './tell-facts.ts';
import { meaningOf, meaningsOf } from './words.ts';

export interface BuiltInQuestion {
  message: string;
  customer: Customer;
  workspaceName: string;
  /** In which it answers; English is always understood as well. */
  language: Language;
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

/** How many facts an overview lists. */
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
  return { ...answer, text: `${greeting(question.language, customer)} ${answer.text}` };
}

type Reply = BuiltInAnswer & { greets?: boolean };

function greeting(language: Language, customer: Customer): string {
  const say = SAYINGS[language];
  const name = firstNameOf(customer.person?.values.name);
  return name ? fill(say.helloName, { name }) : say.hello;
}

function answerTo(question: BuiltInQuestion, customer: Customer): Reply {
  const { language } = question;
  const say = SAYINGS[language];
  const tell = teller(language);
  switch (intentOf(question.message, language)) {
    case 'human':
      return { text: say.ofCourse, escalate: 'asked', knewNothing: false };
    case 'identity':
      return known(fill(say.identity, { workspace: question.workspaceName }));
    case 'greeting':
      return { ...known(`${greeting(language, customer)} ${say.howHelp}`), greets: true };
    case 'thanks':
      return known(say.welcome);
    case 'goodbye': {
      const name = firstNameOf(customer.person?.values.name);
      return { ...known(name ? fill(say.goodbyeName, { name }) : say.goodbye), greets: true };
    }
    case 'who_am_i':
      return whoAmI(tell, customer, factsOf(customer));
    case 'about_me':
      return overview(tell, factsOf(customer));
    case 'question':
      return lookUp(tell, question, factsOf(customer));
  }
}

function lookUp(tell: Told, { message, language, baffledBefore, quote }: BuiltInQuestion, facts: Fact[]): Reply {
  const { say, told } = tell;
  const trouble = soundsLikeTrouble(message, language);
  const howTo = asksHowTo(message, language);
  const errors = findErrors(facts, message, language);
  const baffled = (text: string) => baffledReply(tell, text, baffledBefore);
  if (trouble && errors.facts.length > 0) return withQuote(problems(tell, errors.facts), quote);
  const found = findFacts(facts, message, language);
  if (quote && (howTo || found.cover < COVERED || !isAboutSelf(message, language))) return quoted(quote);
  if (howTo) {
    const seen = found.cover >= TOUCHED ? ` ${say.whatISee} ${told(found.facts)}` : '';
    return baffled(say.noInstructions + seen);
  }
  if (trouble && found.cover >= TOUCHED) return noProblem(tell, found.facts, facts);
  if (trouble) {
    const others = facts.filter((fact) => fact.isError);
    return others.length > 0 ? otherProblems(tell, others) : baffled(say.noErrorExplains);
  }
  if (found.cover >= COVERED) return known(told(found.facts));
  if (found.cover >= BARELY_COVERED) return known(`${say.notSure} ${told(found.facts)} ${say.offer}`);
  return baffled(unknownTopic(message, language) ?? say.noAnswer);
}

function quoted({ text, sources }: Quote): Reply {
  return { ...known(text), sources };
}

/** What is on record comes first, and what knowledge says about it after that. */
function withQuote(reply: Reply, quote: Quote | null | undefined): Reply {
  if (!quote || quote.sources.length === 0) return reply;
  return { ...reply, text: `${reply.text}\n\n${quote.text}`, sources: quote.sources };
}

function problems({ say, one, list }: Told, errors: readonly Fact[]): Reply {
  const [only] = errors;
  if (only && errors.length === 1) return known(`${say.problem} ${one(only)} ${say.canPassOn}`);
  return known(`${fill(say.problems, { n: errors.length })}\n${list(errors)}\n${say.canPassOn}`);
}

/** The question is about something known that reports no error. */
function noProblem({ say, told, list }: Told, found: readonly Fact[], facts: readonly Fact[]): Reply {
  const errors = facts.filter((fact) => fact.isError && !found.includes(fact));
  const others = errors.length > 0 ? `\n${say.othersOnRecord}\n${list(errors)}` : '';
  return known(`${say.noErrorThere} ${told(found)}${others}\n${say.offer}`);
}

function otherProblems({ say, list }: Told, errors: readonly Fact[]): Reply {
  return known(`${say.noErrorForThat} ${say.othersOnRecord}\n${list(errors)}\n${say.offer}`);
}

function baffledReply({ say }: Told, text: string, before: boolean): Reply {
  if (before) return { text, escalate: 'baffled', knewNothing: true };
  return { text: `${text} ${say.knewNothing}`, escalate: null, knewNothing: true };
}

function unknownTopic(message: string, language: Language): string | null {
  if (!isAboutSelf(message, language)) return null;
  const asked = meaningsOf(inEnglish(message, language));
  const topic = TOPICS.find(([word]) => asked.has(meaningOf(word)));
  return topic ? fill(SAYINGS[language].notTold, { topic: topic[1] }) : null;
}

function whoAmI({ say, one }: Told, customer: Customer, facts: readonly Fact[]): Reply {
  const about = ['name', 'email', 'role'].flatMap((key) =>
    facts.filter((fact) => fact.scope === 'user' && fact.key === key),
  );
  about.push(...facts.filter((fact) => fact.scope === 'company' && fact.key === 'name'));
  if (about.length > 0) return known(about.map(one).join(' '));
  const isKnown = customer.person !== null && customer.person.level !== 'anonymous';
  return known(isKnown ? say.noName : say.notSignedIn);
}

function overview({ say, list }: Told, all: readonly Fact[]): Reply {
  const facts = all.filter(({ onlyFor }) => onlyFor.length === 0);
  if (facts.length === 0) return known(say.nothingKnown);
  const more = facts.length > LISTED ? `\n${fill(say.more, { n: facts.length - LISTED })}` : '';
  return known(`${say.thisIsKnown}\n${list(facts.slice(0, LISTED))}${more}`);
}

function known(text: string): Reply {
  return { text, escalate: null, knewNothing: false };
}
