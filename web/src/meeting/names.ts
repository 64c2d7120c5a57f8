import { t } from '../locales/locale.svelte';
import type { Person } from './invitation';

// 'Head of delegation, Viet Nam'; without a delegation only the office.
export function fullTitle(person: Person): string {
  return [person.office || t(`role_${person.role}`), person.delegation].filter(Boolean).join(', ');
}

// The chair first, then delegations in alphabetical order, observers and guests last.
export function bySeat(a: Person, b: Person): number {
  return rank(a) - rank(b) || a.delegation.localeCompare(b.delegation) || a.office.localeCompare(b.office);
}

function rank(person: Person): number {
  return { chair: 0, secretariat: 1, delegate: 2, guest: 3, observer: 4, interpreter: 5, technician: 6 }[person.role];
}
