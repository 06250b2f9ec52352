import type { Range } from "./addresses.ts";

/** Something of a site that could not be had. */
export type Lacking = {
  /** Address of what it would have been indexed under, or of the page that lists it. */
  source: string;
  /** Worded to follow the source. */
  reason: string;
  /** A document put before a meeting. */
  paper: boolean;
  committeeId: number;
  /** Of the meeting, ISO 8601; null of lists of meetings. */
  date: string | null;
};

/** What a harvest went through. */
export type Scope = { committees: readonly number[]; range: Range; documents: boolean };

/** What is lacking after a harvest: what it could not have, and what was lacking before and it did not go through. */
export function stillLacking(
  before: readonly Lacking[],
  now: readonly Lacking[],
  { committees, range, documents }: Scope,
): Lacking[] {
  const wentThrough = ({ paper, committeeId, date }: Lacking) =>
    (documents || !paper) &&
    (committees.length === 0 || committees.includes(committeeId)) &&
    (date === null || (date >= range.from && date <= range.to));
  return [...before.filter((one) => !wentThrough(one)), ...now];
}
