import type { Corpus } from "../retrieval/corpus.ts";
import type { Library } from "../retrieval/search.ts";
import type { SurveyQuestion } from "./model.ts";
import type { KnownNames } from "./question.ts";
import type { Evidence } from "./select.ts";
import { evidenceIn, quotable, rankAt } from "./survey-evidence.ts";
import type { Inquiry } from "./survey-evidence.ts";

/** Of a council's passages on the matter so many are read, the best. */
const PASSAGES_READ = 8;
/** With less of the matter's words than this part of what another sentence has, one is about something else. */
const LEAST_OF_WORDS = 0.25;
/** The most sentences quoted of one council. */
const MOST_QUOTED = 3;
/** Less likely than this part of a council's best sentence, another adds nothing. */
const LEAST_OF_OWN_BEST = 0.5;

/** What one council's minutes say of the matter; nothing where they do not. */
export type CouncilTold = { council: string; evidence: Evidence[] };

/** The councils that a question compares. */
export function councilsCompared(
  { councils, except }: SurveyQuestion,
  known: KnownNames,
): string[] {
  const asked = councils.length > 0 ? councils : [...known.councils.keys()];
  return asked.filter((council) => !except.includes(council));
}

function within(corpus: Corpus, council: string, allowed: readonly number[] | undefined): number[] {
  const own = corpus.allowed({ council: [council] }) ?? [];
  if (!allowed) return own;
  const set = new Set(allowed);
  return own.filter((at) => set.has(at));
}

type Compared = { councils: readonly string[]; allowed: readonly number[] | undefined };

/** A council is called silent only where no sentence that is at all likely has half of the words. */
const TOUCHED = 0.5;
const LEAST_TOUCHING = 0.05;

function touches({ coverage, probability }: Evidence): boolean {
  return coverage >= TOUCHED && probability >= LEAST_TOUCHING;
}

/** The best sentences of each council on the matter, the council with the best one first, and all that was scored. */
export function toldAcrossCouncils(
  library: Library,
  inquiry: Inquiry,
  { councils, allowed }: Compared,
): { told: CouncilTold[]; scored: Evidence[] } {
  const { corpus } = library;
  const councilAt = (position: number) => corpus.documentOf(position).council;
  const ranked = councils.flatMap((council) => {
    const own = within(corpus, council, allowed);
    return rankAt(library, inquiry, own, PASSAGES_READ);
  });
  const scored = evidenceIn(library, inquiry, ranked);
  const usable = quotable(scored, LEAST_OF_WORDS);
  const told = councils.map((council) => {
    const of = ({ position }: Evidence) => councilAt(position) === council;
    const quoted = usable.filter(of);
    const own = quoted.length > 0 ? quoted : scored.filter((each) => of(each) && touches(each));
    const least = LEAST_OF_OWN_BEST * (own[0]?.probability ?? 0);
    const evidence = own.filter(({ probability }) => probability >= least).slice(0, MOST_QUOTED);
    return { council, evidence };
  });
  const best = ({ evidence }: CouncilTold) => evidence[0]?.probability ?? 0;
  return { told: told.toSorted((a, b) => best(b) - best(a)), scored };
}
