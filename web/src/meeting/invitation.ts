import type { Language } from '../locales/locale.svelte';

// What the server says of an invitation (docs/openapi.yaml: /api/invitations/{code}).

export type Role =
  | 'chair'
  | 'delegate'
  | 'observer'
  | 'guest'
  | 'interpreter'
  | 'technician'
  | 'secretariat';

// One name in several languages; English is always there: { en: 'Viet Nam', vi: 'Việt Nam' }.
export type Localized = { en: string } & Partial<Record<Language, string>>;

// In the room the same travels as participant attributes: `role`, `country`, and `office` and
// `delegation` each as the JSON text of a Localized.
export interface Person {
  office: Localized;
  // Empty for a person without a delegation, such as the chair.
  delegation: Localized;
  // ISO 3166-1 alpha-2 in lower case, or empty for an organisation without a country.
  country: string;
  role: Role;
}

export interface Invitation {
  code: string;
  session: Localized;
  person: Person;
  language: string;
  mayPublish: boolean;
}

export interface Admission {
  token: string;
}

// Why an invitation could not be opened: the link is wrong, or nobody answered.
export class InvitationError extends Error {
  constructor(readonly reason: 'unknown' | 'unreachable') {
    super(reason);
  }
}

async function ask(path: string, method: 'GET' | 'POST'): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { method, headers: { accept: 'application/json' } });
  } catch {
    throw new InvitationError('unreachable');
  }
  if (response.status === 404 || response.status === 410) throw new InvitationError('unknown');
  if (!response.ok) throw new InvitationError('unreachable');
  return response.json();
}

const roles: readonly string[] = [
  'chair',
  'delegate',
  'observer',
  'guest',
  'interpreter',
  'technician',
  'secretariat',
];

export function asRole(text: string | undefined): Role {
  return roles.includes(text ?? '') ? (text as Role) : 'guest';
}

export function asLocalized(json: string | undefined, otherwise = ''): Localized {
  try {
    const names: unknown = JSON.parse(json ?? '');
    if (typeof names === 'object' && names !== null && 'en' in names) return names as Localized;
  } catch {
    // Another client's attributes need not be ours.
  }
  return { en: json ?? otherwise };
}

export async function openInvitation(code: string): Promise<Invitation> {
  return (await ask(`/api/invitations/${encodeURIComponent(code)}`, 'GET')) as Invitation;
}

// Exchanges the invitation for a short-lived token that opens the room.
export async function admit(code: string): Promise<Admission> {
  return (await ask(`/api/invitations/${encodeURIComponent(code)}`, 'POST')) as Admission;
}
