import type { Language } from '../sayings/sayings.ts';
import { HEARINGS, type Hearing, holds } from './hearing.ts';
import { wordsOf } from './words.ts';

/** What a message is for, before any fact is looked at. */
export type Intent = 'human' | 'identity' | 'greeting' | 'thanks' | 'goodbye' | 'who_am_i' | 'about_me' | 'question';

const PERSON =
  '(?:human|person|someone|somebody|people|representative|rep|agent|operator|support|staff|team|teammate|employee|adviso?r|manager|supervisor|specialist)';
const REACH =
  '(?:talk|speak|chat|connect|transfer|escalate|forward|handoff|call|reach|get hold|put me through|pass me|hand me|get me|contact)';
const REAL_PERSON =
  '(?:human|representative|operator|human being|(?:real|actual|live|support|human) (?:person|people|agent|human|someone|operator))';

/** In the order in which they are asked; the texts are plain words with single blanks between them. */
const INTENTS: readonly (readonly [Intent, RegExp])[] = [
  [
    'identity',
    /^(?:so )?(?:(?:are|r) (?:you|u)|am i (?:talking|speaking|chatting) (?:to|with)|is (?:this|it|that))\b.*\b(?:bot|chatbot|robot|human|person|ai|machine|real|computer|chatgpt|gpt|llm|automated|model|assistant|program)\b/,
  ],
  [
    'identity',
    /\b(?:who|what) (?:are|r) (?:you|u)\b|\bwhat (?:can|could|do) (?:you|u) (?:do|help)\b|\bhow can (?:you|u) help\b|\bwhats? (?:is )?your name\b|\bwhat (?:ai|model|llm) (?:are|is)\b/,
  ],
  ['human', new RegExp(`\\b${REACH}\\b(?: \\w+){0,6}? ${PERSON}\\b`)],
  [
    'human',
    new RegExp(
      `\\b(?:want|need|get|give me|like|prefer|is there|are there|let me have)\\b(?: \\w+){0,3}? ${REAL_PERSON}s?\\b`,
    ),
  ],
  [
    'human',
    new RegExp(
      `^(?:a |an |the |some )?(?:${REAL_PERSON}|agent|person|support|human support|customer support)(?: please| now| pls)*$`,
    ),
  ],
  ['human', /^(?:please )?escalate(?: this| it| my (?:case|issue|problem|ticket))?(?: please| now)?$/],
  [
    'greeting',
    /^(?:hi|hello|hey|hiya|howdy|yo|greetings|hola|bonjour|salut|hallo|moin|ciao|ol[aá]|oi|good (?:morning|afternoon|evening|day))(?: (?:there|again|all|team|everyone|\w+))?$/,
  ],
  [
    'thanks',
    /^(?:ok |okay |great |perfect |cool |awesome |nice )*(?:thanks|thank you|thx|ty|cheers|much appreciated|great|perfect|awesome|got it|ok|okay|cool|nice)(?: (?:a lot|so much|very much|for your help|for the help|again|then))*$/,
  ],
  [
    'goodbye',
    /^(?:ok |okay |thanks |thank you )*(?:bye|goodbye|bye bye|see you|see ya|good night|have a (?:nice|good|great) (?:day|one|evening|weekend))$/,
  ],
  ['who_am_i', /\bwho am i\b|\bdo you know (?:who i am|me)\b/],
  [
    'about_me',
    /\bwhat (?:do|can|did) you (?:know|see|have|tell me) (?:on|about|of|regarding) (?:me|us|my (?:account|profile|company|data)|our (?:account|company))\b|\b(?:my|our) (?:account|profile) (?:details|info|information|data|overview|summary)$/,
  ],
];

/** Somebody who does not want a person asks for none. */
const REFUSED = /\b(?:dont|do not|didnt|did not|never|no need|not|without|rather than|instead of)\b(?: \w+){0,4} *$/;

/** What a message is for. Wishes for a human count wherever they stand in it; small talk only when there is nothing else. */
export function intentOf(message: string, language: Language): Intent {
  const plain = (parts: string[]) => parts.map((part) => wordsOf(part).join(' '));
  const sentences = plain(message.split(/[.?!;\n。？！؟]+/u));
  const clauses = plain(message.split(/[.,?!;\n。？！؟、،]+/u));
  const heard = HEARINGS[language];
  const own = heard && intentIn(heard, sentences.filter(Boolean), clauses);
  if (own) return own;
  for (const [intent, pattern] of INTENTS) {
    const found = sentences.filter(Boolean).some((sentence, _, all) => {
      const match = pattern.exec(sentence);
      if (!match) return false;
      if (intent === 'human') return !REFUSED.test(sentence.slice(0, match.index));
      return all.length === 1 || intent === 'identity' || intent === 'who_am_i' || intent === 'about_me';
    });
    if (found) return intent;
  }
  return sentences.some(Boolean) ? 'question' : 'greeting';
}

/** The same in another language than English, as far as it is understood. */
function intentIn(heard: Hearing, sentences: readonly string[], clauses: readonly string[]): Intent | null {
  if (clauses.some((clause) => wantsHuman(heard, clause))) return 'human';
  if (sentences.some((sentence) => holds(sentence, heard.whoAmI))) return 'who_am_i';
  const [only, ...more] = sentences;
  if (only === undefined || more.length > 0) return null;
  if (heard.alone.includes(only)) return 'human';
  if (heard.greeting.includes(only)) return 'greeting';
  if (heard.thanks.includes(only)) return 'thanks';
  return heard.goodbye.includes(only) ? 'goodbye' : null;
}

function wantsHuman({ human, refused }: Hearing, clause: string): boolean {
  return human.some((phrase) => {
    if (!holds(clause, [phrase])) return false;
    const before = clause.slice(0, clause.indexOf(phrase)).trim().split(' ').slice(-4);
    return !before.some((word) => refused.includes(word));
  });
}

const DO =
  '(?:add|buy|cancel|change|close|connect|create|deactivate|delete|disable|disconnect|downgrade|download|edit|enable|export|find|get|import|increase|install|invite|merge|move|pause|refund|remove|rename|renew|reset|restore|set up|start|stop|switch|transfer|turn|update|upgrade|upload|use)';
const HOW_TO = new RegExp(
  [
    '\\bhow (?:do|can|could|should|would|to|does one)\\b',
    '\\bsteps to\\b',
    `\\b(?:where|can|could|may) (?:do |can )?(?:i|we|you) (?:please )?${DO}\\b`,
    `\\b(?:want|need|like|trying|help me) to ${DO}\\b`,
    `^(?:please |pls )?${DO} (?:my|our|the|a|an|this|all|me)\\b`,
    '\\bwhat (?:does|do|is|are)\\b.*\\b(?:include|included|mean|means|cost|costs|offer)\\b',
  ].join('|'),
);
const NEGATED = '(?:doesnt|dont|isnt|arent|wont|cant|cannot|didnt|not|unable to)';
const TROUBLE = new RegExp(
  [
    '\\b(?:fail\\w*|error\\w*|broken?|breaks|breaking|crash\\w*|bug\\w*|issues?|problems?|trouble|wrong|stuck|down|outage|stopped|stops|disconnected|missing)\\b',
    `\\b${NEGATED} (?:work|sync|load|connect|send|show|run|updat|receiv|import|export|function|log|open|save|see)\\w*\\b`,
    '\\bnothing works\\b',
  ].join('|'),
);

/** Somebody asks how to do something in the product, or to have it done: a matter for knowledge, not for facts. */
export function asksHowTo(message: string, language: Language): boolean {
  const words = wordsOf(message).join(' ');
  return HOW_TO.test(words) || holds(words, HEARINGS[language]?.howTo ?? []);
}

/** Somebody reports or asks about something that does not work. */
export function soundsLikeTrouble(message: string, language: Language): boolean {
  const words = wordsOf(message);
  const means = HEARINGS[language]?.means ?? {};
  return TROUBLE.test(words.join(' ')) || words.some((word) => Object.hasOwn(means, word) && means[word] === 'error');
}

/** Somebody speaks of themselves or of their team. */
export function isAboutSelf(message: string, language: Language): boolean {
  return (
    /\b(?:my|our|me|i|we|am|mine|us)\b/i.test(message) ||
    holds(wordsOf(message).join(' '), HEARINGS[language]?.self ?? [])
  );
}
