/** Somebody who uses Acme Forms. There are these and no others: the backend signs for nobody else. */
export interface Person {
  id: string;
  name: string;
  email: string;
  title: string;
  role: 'admin' | 'editor' | 'owner' | 'member';
  companyId: CompanyId;
  /** Days before the demo was first opened; null for the one who has yet to sign up. */
  joinedDaysAgo: number | null;
  /** What makes talking as this person worth a try. */
  hint: string;
}

export type CompanyId = 'northwind' | 'bright-harbor';

/** A customer of Acme Forms. Days count from when the demo was first opened. */
export interface Company {
  id: CompanyId;
  name: string;
  domain: string;
  industry: string;
  plan: 'pro' | 'trial';
  employees: number;
  monthlyPrice: number;
  joinedDaysAgo: number;
  /** The next invoice, or the end of the trial. */
  renewsInDays: number;
  seats: { used: number; limit: number };
  submissions: { used: number; limit: number };
  forms: Form[];
  integrations: Integration[];
}

export interface Form {
  name: string;
  status: 'live' | 'draft' | 'paused';
  responses: number;
  /** Share of visitors who finish it, in percent; null while nobody has seen it. */
  completion: number | null;
}

export interface Integration {
  key: 'hubspot' | 'slack' | 'google_sheets' | 'zapier';
  name: string;
  does: string;
  state: 'connected' | 'error' | 'off';
  detail: string;
  /** What Acme Forms shows, and tells Halo, while `state` is `error`. */
  error?: { message: string; code: string; waiting: number };
}

export const COMPANIES: Record<CompanyId, Company> = {
  northwind: {
    id: 'northwind',
    name: 'Northwind Clinics',
    domain: 'northwindclinics.example',
    industry: 'Healthcare',
    plan: 'pro',
    employees: 120,
    monthlyPrice: 490,
    joinedDaysAgo: 428,
    renewsInDays: 302,
    seats: { used: 38, limit: 50 },
    submissions: { used: 18_240, limit: 25_000 },
    forms: [
      { name: 'New patient intake', status: 'live', responses: 6_412, completion: 81 },
      { name: 'Appointment request', status: 'live', responses: 9_870, completion: 74 },
      { name: 'Insurance update', status: 'live', responses: 1_653, completion: 68 },
      { name: 'Visit feedback', status: 'paused', responses: 305, completion: 52 },
      { name: 'Flu clinic sign-up', status: 'draft', responses: 0, completion: null },
    ],
    integrations: [
      {
        key: 'hubspot',
        name: 'HubSpot',
        does: 'Turns responses into contacts and deals.',
        state: 'error',
        detail: 'Last good sync two days ago',
        error: {
          message: 'The access token expired. Reconnect HubSpot to go on.',
          code: 'TOKEN_EXPIRED',
          waiting: 37,
        },
      },
      {
        key: 'slack',
        name: 'Slack',
        does: 'Posts new responses to a channel.',
        state: 'connected',
        detail: 'Posting to #front-desk',
      },
      {
        key: 'google_sheets',
        name: 'Google Sheets',
        does: 'Keeps a sheet with every response.',
        state: 'connected',
        detail: 'Four sheets, updated this morning',
      },
      { key: 'zapier', name: 'Zapier', does: 'Starts a Zap for each response.', state: 'off', detail: 'Not connected' },
    ],
  },
  'bright-harbor': {
    id: 'bright-harbor',
    name: 'Bright Harbor Studio',
    domain: 'brightharbor.example',
    industry: 'Design',
    plan: 'trial',
    employees: 6,
    monthlyPrice: 0,
    joinedDaysAgo: 5,
    renewsInDays: 9,
    seats: { used: 2, limit: 5 },
    submissions: { used: 64, limit: 500 },
    forms: [
      { name: 'Project enquiry', status: 'live', responses: 58, completion: 63 },
      { name: 'Workshop booking', status: 'live', responses: 6, completion: 43 },
      { name: 'Client kick-off', status: 'draft', responses: 0, completion: null },
    ],
    integrations: [
      {
        key: 'hubspot',
        name: 'HubSpot',
        does: 'Turns responses into contacts and deals.',
        state: 'off',
        detail: 'Part of the Pro plan',
      },
      {
        key: 'slack',
        name: 'Slack',
        does: 'Posts new responses to a channel.',
        state: 'connected',
        detail: 'Posting to #new-business',
      },
      {
        key: 'google_sheets',
        name: 'Google Sheets',
        does: 'Keeps a sheet with every response.',
        state: 'off',
        detail: 'Not connected',
      },
      { key: 'zapier', name: 'Zapier', does: 'Starts a Zap for each response.', state: 'off', detail: 'Not connected' },
    ],
  },
};

export const PEOPLE: readonly Person[] = [
  {
    id: 'usr_1042',
    name: 'Maya Okafor',
    email: 'maya.okafor@northwindclinics.example',
    title: 'Head of Operations',
    role: 'admin',
    companyId: 'northwind',
    joinedDaysAgo: 428,
    hint: 'Her HubSpot sync is failing. Ask why.',
  },
  {
    id: 'usr_1187',
    name: 'Tomás Herrera',
    email: 'tomas.herrera@northwindclinics.example',
    title: 'Patient Communications',
    role: 'editor',
    companyId: 'northwind',
    joinedDaysAgo: 112,
    hint: 'Builds the forms, may not touch billing.',
  },
  {
    id: 'usr_2301',
    name: 'Jonas Lindqvist',
    email: 'jonas@brightharbor.example',
    title: 'Founder',
    role: 'owner',
    companyId: 'bright-harbor',
    joinedDaysAgo: 5,
    hint: 'On a trial. Ask what plan he is on.',
  },
  {
    id: 'usr_2304',
    name: 'Aiko Tanabe',
    email: 'aiko@brightharbor.example',
    title: 'Designer',
    role: 'member',
    companyId: 'bright-harbor',
    joinedDaysAgo: 2,
    hint: 'Joined the trial two days after Jonas.',
  },
];

/** Invited, but not signed up before somebody presses the button on the sign-up page. */
export const NEWCOMER: Person = {
  id: 'usr_2310',
  name: 'Priya Raman',
  email: 'priya.raman@northwindclinics.example',
  title: 'Clinic Coordinator',
  role: 'editor',
  companyId: 'northwind',
  joinedDaysAgo: null,
  hint: 'Signed up on the sign-up page.',
};

export function findPerson(id: string | undefined): Person | null {
  return [...PEOPLE, NEWCOMER].find((person) => person.id === id) ?? null;
}
