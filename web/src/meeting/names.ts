import { locale, t } from '../locales/locale.svelte';
import type { Localized, Person } from './invitation';

export function inLanguage(names: Localized): string {
  return names[locale.language] ?? names.en;
}

export interface Nameplate {
  title: string;
  subtitle: string;
}

// 'Viet Nam' over 'Head of delegation'; a person without a delegation: 'Chair' alone.
export function nameplateOf(person: Person): Nameplate {
  const delegation = inLanguage(person.delegation);
  const office = inLanguage(person.office) || t(`role_${person.role}`);
  return delegation ? { title: delegation, subtitle: office } : { title: office, subtitle: '' };
}

// The chair first, then delegations in alphabetical order, observers and guests last.
export function bySeat(a: Person, b: Person): number {
  return rank(a) - rank(b) || a.delegation.en.localeCompare(b.delegation.en) || a.office.en.localeCompare(b.office.en);
}

function rank(person: Person): number {
  return { chair: 0, secretariat: 1, delegate: 2, guest: 3, observer: 4, interpreter: 5, technician: 6 }[person.role];
}
