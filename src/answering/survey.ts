import type { Corpus } from "../retrieval/corpus.ts";
import { meetingsOf } from "../retrieval/meetings.ts";
import { allowedByPhrases } from "../retrieval/search.ts";
import type { Library } from "../retrieval/search.ts";
import { councilsCompared, toldAcrossCouncils } from "./across-councils.ts";
import { answerText, compose } from "./compose.ts";
import { confidenceFeatures } from "./confidence-features.ts";
import { probability } from "./logistic.ts";
import type { Answer, AskRequest, Citation, Survey, SurveyQuestion } from "./model.ts";
import { UNREAD } from "./models.ts";
import { pickTold, toldOverTime } from "./over-time.ts";
import type { KnownNames } from "./question.ts";
import type { Evidence } from "./select.ts";
import { inquire } from "./survey-evidence.ts";
import type { Inquiry } from "./survey-evidence.ts";
import { headline, surveyNotes } from "./survey-notes.ts";
import { readSurvey } from "./survey-question.ts";

const RELATED = 5;
const DEFAULT_LIMIT = 12;

/** The part of an answer that a survey gives; the rest is as in every answer. */
export type Surveyed = Pick<
  Answer,
  "status" | "confidence" | "answer" | "statements" | "citations" | "related"
> & { survey: Survey };

/** What was found, a list of sentences for each statement group in the order to be read. */
type Found = { groups: Evidence[][]; scored: Evidence[]; found: number; silent: string[] };

type Work = {
  library: Library;
  known: KnownNames;
  asked: SurveyQuestion;
  inquiry: Inquiry;
  allowed: number[] | undefined;
  limit: number;
};

function overTime({ library, inquiry, asked, allowed, limit }: Work): Found {
  const { told, scored, found } = toldOverTime(library, inquiry, { form: asked.form, allowed });
  const picked = pickTold(told, asked.form, limit);
  return { groups: picked.map(({ evidence }) => [evidence]), scored, found, silent: [] };
}

function acrossCouncils({ library, known, inquiry, asked, allowed, limit }: Work): Found {
  const councils = councilsCompared(asked, known);
  const { told, scored } = toldAcrossCouncils(library, inquiry, { councils, allowed });
  const speaking = told.filter(({ evidence }) => evidence.length > 0);
  const silent = told.filter(({ evidence }) => evidence.length === 0);
  const each = Math.max(1, Math.floor(limit / Math.max(1, speaking.length)));
  const groups = speaking.slice(0, limit).map(({ evidence }) => evidence.slice(0, each));
  const found = meetingsOf(
    library.corpus,
    speaking.flatMap(({ evidence }) => evidence.map(({ position }) => position)),
  ).length;
  return { groups, scored, found, silent: silent.map(({ council }) => council) };
}

/** Citations and statements of the groups in their order, numbered through. */
function composed({ corpus, store }: Library, groups: readonly Evidence[][]) {
  const citations: Citation[] = groups
    .flatMap(
      (group) =>
        compose(corpus, group, { order: "by-document", textOf: store.documentText }).citations,
    )
    .map((citation, i) => ({ ...citation, n: i + 1 }));
  const statements = citations.map(({ n, quote }) => ({ text: quote, citations: [n] }));
  return { citations, statements };
}

function related({ library, inquiry }: Work, citations: readonly Citation[]) {
  const { corpus, ranking } = library;
  const { matter, vector } = inquiry;
  const cited = new Set(citations.map(({ passageId }) => passageId));
  return ranking
    .rank({ text: matter, vector, mode: "hybrid", limit: RELATED + cited.size })
    .map(({ position }) => corpus.place(position))
    .filter(({ id }) => !cited.has(id))
    .slice(0, RELATED);
}

/** What was looked through: over time only what has a date. */
function extent(corpus: Corpus, form: Survey["form"], allowed: readonly number[] | undefined) {
  const all = meetingsOf(corpus, allowed);
  const dated = all.filter(({ date }) => date !== null);
  const looked = form === "comparison" ? all : dated;
  const undated = form === "comparison" ? 0 : all.length - dated.length;
  return {
    meetings: looked.length,
    from: dated[0]?.date ?? null,
    to: dated.at(-1)?.date ?? null,
    undated,
  };
}

/** The positions to look through: what filters and quoted phrases allow, of the councils named where it goes over time. */
function allowedFor(
  library: Library,
  asked: SurveyQuestion,
  text: string,
  { filters }: AskRequest,
): number[] | undefined {
  const { corpus } = library;
  const allowed = allowedByPhrases(library, text, corpus.allowed(filters));
  if (asked.councils.length === 0) return allowed;
  const own = corpus.allowed({ council: asked.councils }) ?? [];
  if (!allowed) return own;
  const set = new Set(allowed);
  return own.filter((at) => set.has(at));
}

/** A comparison needs two councils, a development two days; else it is a question like others. */
function isSurvey(asked: SurveyQuestion, known: KnownNames, meetings: number): boolean {
  const { form, unknown } = asked;
  if (form === "comparison") return councilsCompared(asked, known).length + unknown.length > 1;
  return form !== "timeline" || meetings > 1;
}

/**
 * Answers a question that goes over many meetings or councils: when a matter was first or last raised, how it developed,
 * how councils compare. Undefined where the question is none of these, or the minutes have too few of them.
 *
 * @param text the question, standing alone
 */
export async function answerSurvey(
  library: Library,
  known: KnownNames,
  text: string,
  request: AskRequest,
): Promise<Surveyed | undefined> {
  const asked = readSurvey(text, known);
  if (!asked) return undefined;
  const allowed = allowedFor(library, asked, text, request);
  const looked = extent(library.corpus, asked.form, allowed);
  if (!isSurvey(asked, known, looked.meetings)) return undefined;
  const inquiry = await inquire(library, known, asked.matter);
  const work = { library, known, asked, inquiry, allowed, limit: request.limit ?? DEFAULT_LIMIT };
  const { groups, scored, found, silent } =
    asked.form === "comparison" ? acrossCouncils(work) : overTime(work);
  const confidence =
    groups.length === 0
      ? 0
      : probability(UNREAD.confidence, confidenceFeatures(library, inquiry.question, scored));
  const answered =
    groups.length > 0 && confidence >= (request.leastConfidence ?? UNREAD.confidence.bar);
  const { citations, statements } = composed(library, answered ? groups : []);
  const survey = {
    form: asked.form,
    matter: asked.matter,
    ...looked,
    found: answered ? found : 0,
    silent: answered ? silent : [],
    notes: [] as string[],
  };
  survey.notes = surveyNotes(survey, asked.unknown, citations);
  return {
    status: answered ? "answered" : "not-found",
    confidence,
    answer: [headline(survey, citations), answerText(citations), survey.notes.join(" ")]
      .filter((part) => part !== "")
      .join("\n\n"),
    statements,
    citations,
    related: related(work, citations),
    survey,
  };
}
