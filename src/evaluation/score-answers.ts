import { words } from "../retrieval/terms.ts";
import { citationPrecision, citationRecall, cites, type Evidence, type Place } from "./evidence.ts";
import type { LabelledQuestion } from "./question-set.ts";
import { speakerVerdict, type SpeakerVerdict } from "./right-speaker.ts";

/** A citation as it was given. `standing` is what the document has at its span, `passage` the text of its passage. */
export type GivenCitation = Place & {
  n: number;
  quote: string;
  standing: string;
  passage: string;
  speaker: string | undefined;
};

/** A labelled question with the answer it got. */
export type AskedQuestion = {
  question: LabelledQuestion;
  evidence: Evidence[];
  refused: boolean;
  confidence: number;
  citations: GivenCitation[];
  statements: readonly { text: string; citations: readonly number[] }[];
  /** What is cited if nothing is refused; the citations themselves where the question was answered. */
  draft: readonly Place[];
};

/** What one answer is worth. Undefined where the measure does not apply to the question. */
export type AnswerScore = {
  question: LabelledQuestion;
  refused: boolean;
  confidence: number;
  recall: number | undefined;
  precision: number | undefined;
  /** Whether the passages cited contain every string that a good answer needs. */
  mustInclude: boolean | undefined;
  /** Whether the quotes and their speaker labels alone contain them. */
  mustQuote: boolean | undefined;
  /** Whom the answer names as the speaker; only of questions that ask who said something, or what somebody said. */
  speaker: SpeakerVerdict | undefined;
  /** For each statement, whether all its words stand in the quotes that it cites. */
  supported: boolean[];
  /** For each statement of an answer that there is, whether a citation of it stands for labelled evidence. */
  onEvidence: boolean[];
  verbatim: boolean[];
  citedCharacters: number;
  /** Answered or not: what is found is no answer, as none of it is labelled evidence. */
  wrong: boolean;
};

const containsAll = (texts: readonly string[], wanted: readonly string[]): boolean => {
  const joined = texts.join("\n").toLowerCase();
  return wanted.every((one) => joined.includes(one));
};

const whereWanted = (question: LabelledQuestion, texts: readonly string[]): boolean | undefined =>
  question.answerable && question.mustInclude.length > 0
    ? containsAll(texts, question.mustInclude)
    : undefined;

const quoted = (citation: GivenCitation): string => `${citation.speaker ?? ""}: ${citation.quote}`;

const standsForEvidence = (place: Place, { evidence }: AskedQuestion): boolean =>
  evidence.some((quote) => cites(place, quote));

type AskedStatement = AskedQuestion["statements"][number];

const citedBy = ({ citations }: AskedQuestion, statement: AskedStatement): GivenCitation[] =>
  citations.filter(({ n }) => statement.citations.includes(n));

/** Whether every word of a statement stands in what it cites; one without citations has no support. */
function isSupported(asked: AskedQuestion, statement: AskedStatement): boolean {
  const cited = citedBy(asked, statement);
  const standing = new Set(words(cited.map(quoted).join(" ")).map(({ folded }) => folded));
  return cited.length > 0 && words(statement.text).every(({ folded }) => standing.has(folded));
}

const SPOKEN = "who_said";

function speakerOf({ question, citations, evidence }: AskedQuestion): SpeakerVerdict | undefined {
  if (!question.answerable || question.type !== SPOKEN) return undefined;
  return speakerVerdict(citations, evidence, `${question.standalone} ${question.answer}`);
}

function statementScores(asked: AskedQuestion): Pick<AnswerScore, "supported" | "onEvidence"> {
  const { statements, question } = asked;
  return {
    supported: statements.map((statement) => isSupported(asked, statement)),
    onEvidence: question.answerable
      ? statements.map((s) => citedBy(asked, s).some((one) => standsForEvidence(one, asked)))
      : [],
  };
}

/**
 * Scores one answer. Recall and precision are for answerable questions only; refusing one has recall
 * 0 and no precision. `mustInclude` follows the set's definition: the lower-cased text of the cited
 * passages.
 */
export function scoreAnswer(asked: AskedQuestion): AnswerScore {
  const { question, evidence, refused, confidence, citations, draft } = asked;
  const { answerable, mode } = question;
  return {
    question,
    refused,
    confidence,
    recall: answerable ? citationRecall(citations, evidence, mode) : undefined,
    precision: answerable ? citationPrecision(citations, evidence) : undefined,
    mustInclude: whereWanted(
      question,
      citations.map((c) => c.passage),
    ),
    mustQuote: whereWanted(question, citations.map(quoted)),
    speaker: speakerOf(asked),
    ...statementScores(asked),
    verbatim: citations.map((c) => c.standing === c.quote),
    citedCharacters: citations.reduce((sum, c) => sum + c.quote.length, 0),
    wrong: !answerable || !draft.some((place) => standsForEvidence(place, asked)),
  };
}
