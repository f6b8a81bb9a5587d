import type { ChatSource } from '@halo/wire/sdk/chat.ts';
import { isGoodEnough, type RankedPassage } from '../../knowledge/rank-passages.ts';
import { chatSource } from '../citations.ts';
import { cleanHeader, cleanText } from '../prompt/clean-line.ts';
import { fill, holdsSaying, type Language, SAYINGS } from '../sayings/sayings.ts';
import { wordsOf } from './words.ts';

/** What knowledge says to a question: the best passage, or which of two is meant. */
export interface Quote {
  text: string;
  sources: ChatSource[];
}

const QUOTED = 900;
/** Passages of two sources this close to each other are equally good. */
const TIE = 0.985;
const CHOICE = /^\d\. \*\*(.+)\*\*$/gm;
const FIRST = /^(?:the )?(?:1|1st|first|former|a|one|eins|erste\w*)(?: one)?$/;
const SECOND = /^(?:the )?(?:2|2nd|second|latter|b|two|zwei|zweite\w*)(?: one)?$/;

/** The best passage in its own words, or a question back where two are equally good; null where none fits. */
export function quoteFrom(
  passages: readonly RankedPassage[],
  { isChosen, language }: { isChosen: boolean; language: Language },
): Quote | null {
  const say = SAYINGS[language];
  const [best, next] = passages;
  if (!isGoodEnough(best)) return null;
  const isTie = !isChosen && isGoodEnough(next) && next.score >= best.score * TIE && next.sourceId !== best.sourceId;
  if (isTie) {
    const list = [best, next].map((passage, n) => `${n + 1}. **${nameOf(passage).replaceAll('*', '')}**`).join('\n');
    return { text: `${say.twoAnswers} ${say.which}\n${list}`, sources: [] };
  }
  return { text: `${fill(say.from, { name: nameOf(best) })}\n\n${shortened(best.body)}`, sources: [chatSource(best)] };
}

/** What to look for: the message, or what it chooses where the answer before asked which of two is meant. */
export function lookedFor(message: string, answerBefore: string | undefined): { question: string; isChosen: boolean } {
  if (!answerBefore || !holdsSaying(answerBefore, 'which')) return { question: message, isChosen: false };
  const choices = [...answerBefore.matchAll(CHOICE)].map(([, name]) => name!);
  const said = wordsOf(message).join(' ');
  const chosen = FIRST.test(said) ? choices[0] : SECOND.test(said) ? choices[1] : undefined;
  const alike = choices.find((name) => wordsOf(name).join(' ').includes(said) && said.length > 2);
  const name = chosen ?? alike;
  return name ? { question: name, isChosen: true } : { question: message, isChosen: false };
}

function nameOf({ title, heading }: RankedPassage): string {
  const last = heading.split(' › ').at(-1) ?? '';
  return cleanHeader(last === '' || last === title ? title : `${title} › ${last}`);
}

/** Whole paragraphs as far as they fit; links that lead nowhere from here are only their words. */
function shortened(body: string): string {
  const blocks = body.split(/\n{2,}/);
  let text = '';
  for (const block of blocks) {
    if (text !== '' && text.length + block.length > QUOTED) break;
    text += `${text && '\n\n'}${block}`;
  }
  const whole = cleanText(text, QUOTED * 2).replace(/!?\[([^\]\n]{0,300})\]\((?!https?:)[^)\n]{0,500}\)/g, '$1');
  return (whole.match(/^\s{0,3}```/gm)?.length ?? 0) % 2 === 1 ? `${whole}\n\`\`\`` : whole;
}
