// What the server says of an invitation (docs/openapi.yaml: /api/invitations/{code}).

export type Role =
  | 'chair'
  | 'delegate'
  | 'observer'
  | 'guest'
  | 'interpreter'
  | 'technician'
  | 'secretariat';

export interface Person {
  office: string;
  delegation: string;
  // ISO 3166-1 alpha-2 in lower case, or empty for an organisation without a country.
  country: string;
  role: Role;
}

export interface Invitation {
  code: string;
  session: string;
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

export async function openInvitation(code: string): Promise<Invitation> {
  return (await ask(`/api/invitations/${encodeURIComponent(code)}`, 'GET')) as Invitation;
}

// Exchanges the invitation for a short-lived token that opens the room.
export async function admit(code: string): Promise<Admission> {
  return (await ask(`/api/invitations/${encodeURIComponent(code)}`, 'POST')) as Admission;
}
