let kept = '';

/** Carries a question over to the playground, outside its address: what people asked is in no URL. */
export function keepDraft(question: string): void {
  kept = question;
}

/** The question that was carried over, once. */
export function takeDraft(): string {
  const draft = kept;
  kept = '';
  return draft;
}
