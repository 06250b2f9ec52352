/** Why a name cannot stand in a line of a report; null where it can. */
export function nameFault(name: string): string | null {
  return /\p{Cc}/u.test(name) ? "has control characters in its name; rename it" : null;
}

/** A name as it can stand in one line. */
export function printable(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, "\ufffd");
}
