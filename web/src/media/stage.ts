// Who is on the stage. The one who speaks keeps it as long as they speak, pauses for breath included,
// so that two voices do not make the picture flicker. Knows neither clock nor room.

const breathMs = 1500;

export class Stage {
  identity = '';
  // When to look again though nothing changed.
  due: number | undefined;
  #silentSince: number | undefined;

  // `speaking`: those who speak, the loudest first.
  note(speaking: readonly string[], now: number): string {
    this.due = undefined;
    if (speaking.includes(this.identity)) {
      this.#silentSince = undefined;
      return this.identity;
    }
    this.#silentSince ??= now;
    const next = speaking[0];
    if (next === undefined) return this.identity;
    const free = this.identity === '' ? now : this.#silentSince + breathMs;
    if (now < free) {
      this.due = free;
    } else {
      this.identity = next;
      this.#silentSince = undefined;
    }
    return this.identity;
  }
}
