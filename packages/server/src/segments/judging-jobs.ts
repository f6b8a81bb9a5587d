/** The queue of companies that changed: their members are judged in later transactions, slice by slice. */
export const COMPANY_MEMBERS = 'judge-company-members';
export interface CompanyMembers {
  workspaceId: string;
  companyId: string;
}

/** The queue of contacts that did something, or were merged: they are judged in a transaction of their own. */
export const CONTACTS_TO_JUDGE = 'judge-contact';
export interface ContactToJudge {
  workspaceId: string;
  contactId: string;
  by: 'events' | 'all';
}

export function judgingJob(contact: ContactToJudge): { data: ContactToJudge; key: string } {
  return { data: contact, key: `${contact.workspaceId} ${contact.contactId} ${contact.by}` };
}
