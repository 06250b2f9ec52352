import type { Features } from "./logistic.ts";
import type { Question } from "./question.ts";

/** The words of a motion, a vote or a decision. */
const OUTCOME =
  /\b(?:agreed|resolved|carried|lost|approved|refused|rejected|deferred|granted|adopted|recommended|unanimous\w*|proposed|seconded|moved|voted?|in favour|against|abstain\w*|abstentions?|fell|withdrawn|noted|elected|endorsed|that the|be (?:approved|noted|asked|requested|recommended))\b|^(?:RESOLVED|AGREED|ACTION|CARRIED)/i;
const REASON =
  /\b(?:because|due to|owing|since|as (?:there|it|they|the|a|some|no)|so that|in order|reason|cause[ds]?|result|in view of|explained|therefore|could not|unable|had (?:been|not))\b/i;
const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|half|third|quarter|dozen)\b/i;
const MONEY = /[£$€]\s?\d|\bmillion\b|\bpence\b/;
const TIME =
  /\b(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|winter|week|month|year|am|pm)\b/;
const FIGURES = new Set(["count", "money", "share", "duration", "votes"]);

const flag = (value: boolean): number => (value ? 1 : 0);

/** What the words of a sentence are the signs of, and whether the question asks for it. Each is 0 or 1. */
export function sentenceSigns({ kind, wanted }: Question, text: string): Features {
  const outcome = OUTCOME.test(text);
  const number = NUMBER.test(text);
  return {
    outcome: flag(outcome),
    outcomeWanted: flag(outcome && (kind === "decision" || wanted === "votes")),
    reasonWanted: flag(kind === "reason" && REASON.test(text)),
    number: flag(number),
    numberWanted: flag(number && wanted !== undefined && FIGURES.has(wanted)),
    moneyWanted: flag(wanted === "money" && MONEY.test(text)),
    timeWanted: flag(wanted === "time" && TIME.test(text)),
  };
}
