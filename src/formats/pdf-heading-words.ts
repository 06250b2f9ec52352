/** Words that a line in other type says as a sentence, a motion or a signature, and no heading does. */
const NO_HEADING = [
  // A sentence: "Ray Smith is the operator", "Robin Lucie made a motion", "The meeting commenced at 19:30".
  /\b(?:is|are|was|were|has|have|had|will|shall|would|made|took|stood|gave|went)\b(?!.*\?$)/u,
  /\b(?:submitted|presented|provided|reviews?|reviewed|moved|seconded|thanked|asked|approved|noted|agreed|requested|commenced|adjourned|reported) (?:the|a|an|his|her|their|its|this|that|all|at|to|\d+)\b/u,
  // The end of one sentence and the start of the next: "… the project. Terry".
  /\p{Ll}{3,}[.!?] +\p{Lu}|; \p{Ll}/u,
  // What a line leaves to the next: "Robert Strachan, and".
  /\b(?:the|an?|of|and|or|to|for|in|on|with|by|at|from|that|which)$/u,
  // What was decided or asked: "RESOLVED", "Action Item: Paulette to place a reminder", "PASSED 76 approve".
  /^(?:RESOLVED|AGREED|NOTED|DECISION|RECOMMENDED|PASSED|FAILED|CARRIED|LOST|DEFEATED|MOTION)(?!S)\b/u,
  /^(?:Decision|Resolved|Agreed|Motion|Resolution)\s*[:–—-]/u,
  /^(?:ACTIONS?|Actions?|Action [Ii]tems?|Action [Pp]oints?)\s?[:–—-]+\s*\S/u,
  /\b\d+ (?:yes|no|ayes?|nays?|for|against|approved?|disapproved?)\b/iu,
  // A signature, or a month that runs under the pages.
  /^(?:respectfully|(?:prepared|submitted|signed|recorded|minuted)\b.*\bby\b|minutes (?:taken|prepared|recorded|submitted) by\b)/iu,
  /^(?:\p{Lu}[\p{L}.’'-]* ){1,3}\p{Lu}[\p{L}’'-]*, (?:[Aa]cting |[Vv]ice[- ])?(?:[Ss]ecretary|[Cc]lerk|[Cc]hair(?:man|woman|person)?|[Pp]resident)$/u,
  /^\p{Lu}\p{Ll}{2,8}\.? (?:19|20)\d\d$/u,
];

const IN_BRACKETS = /\s*\([^)]*\)/g;

/** Whether a line that stands alone in other type reads as a heading. */
export function readsAsHeading(line: string): boolean {
  if (/[.;,][’”"')]*$|\t/u.test(line) || !/^[^\p{Ll}]*\p{Lu}/u.test(line)) return false;
  const words = line.replace(IN_BRACKETS, "");
  return !NO_HEADING.some((pattern) => pattern.test(words));
}
